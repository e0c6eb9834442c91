import * as z from 'zod';

/** Has the API answer a document in the name of whoever asks; rejects with a {@link ToolFailure}. */
export type AskTool = <Data>(document: string, variables?: Readonly<Record<string, unknown>>) => Promise<Data>;

/** What an agent may call. */
export interface Tool {
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** For the agent: what it answers, and when to call it. */
  readonly description: string;
  readonly input: z.ZodObject;
  /** Whether it changes the registry. */
  readonly writes: boolean;
  answer(given: never, ask: AskTool): Promise<unknown>;
}

/** The call of a tool came to nothing; the agent is told the sentence. */
export class ToolFailure extends Error {
  constructor(
    /** A code of the API. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Defines a tool: what is given to it is of its schema. */
export function defineTool<Shape extends z.ZodRawShape>(
  tool: Omit<Tool, 'input' | 'answer' | 'writes'> & {
    /** @default false */
    readonly writes?: true;
    readonly input: Shape;
    readonly answer: (given: z.infer<z.ZodObject<Shape>>, ask: AskTool) => Promise<unknown>;
  },
): Tool {
  return { writes: false, ...tool, input: z.strictObject(tool.input), answer: tool.answer as Tool['answer'] };
}

/** Fails with a sentence where nothing was found. */
export function found<T>(thing: T | null | undefined, what: string): T {
  if (thing != null) return thing;
  throw new ToolFailure('NOT_FOUND', `${what} is not there, or you may not see it. Call search to find names.`);
}
