"""Logs to a run what training libraries report: one callback or context each, imported when it is asked for."""
