import hashlib
import os

import mlflow
import pytest
import requests

from conftest import URI, code_of


@pytest.mark.parametrize('file', ['plain.txt', 'with space.txt', 'a+b=c&d;e.txt', 'ümlaut–dash.txt', '日本.bin', "quote'.txt"])
def test_a_file_comes_back_byte_for_byte(client, experiment, tmp_path, file):
    content = os.urandom(70_000)
    (tmp_path / file).write_bytes(content)
    run = client.create_run(experiment).info.run_id
    client.log_artifact(run, tmp_path / file, 'some/folder')
    (listed,) = client.list_artifacts(run, 'some/folder')
    assert listed.path == f'some/folder/{file}' and listed.file_size == len(content)
    got = client.download_artifacts(run, f'some/folder/{file}', str(tmp_path))
    assert open(got, 'rb').read() == content


def test_a_large_file_is_streamed(client, experiment, tmp_path):
    block = os.urandom(1 << 20)
    path = tmp_path / 'large.bin'
    with open(path, 'wb') as file:
        for _ in range(64):
            file.write(block)
    run = client.create_run(experiment).info.run_id
    client.log_artifact(run, path)
    (tmp_path / 'back').mkdir()
    got = client.download_artifacts(run, 'large.bin', str(tmp_path / 'back'))
    digest = lambda name: hashlib.sha256(open(name, 'rb').read()).hexdigest()
    assert digest(got) == digest(path)


def test_a_file_is_replaced(client, experiment):
    run = client.create_run(experiment).info.run_id
    client.log_text(run, 'first', 'a.txt')
    client.log_text(run, 'second', 'a.txt')
    assert mlflow.artifacts.load_text(f'runs:/{run}/a.txt') == 'second'


def test_folders_and_files_are_listed_as_such(client, experiment, tmp_path):
    for path in ('a/b/c.txt', 'a/d.txt', 'e.txt'):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    run = client.create_run(experiment).info.run_id
    client.log_artifacts(run, tmp_path)
    assert [(one.path, one.is_dir) for one in client.list_artifacts(run)] == [('a', True), ('e.txt', False)]
    assert [(one.path, one.is_dir) for one in client.list_artifacts(run, 'a')] == [('a/b', True), ('a/d.txt', False)]
    assert client.list_artifacts(run, 'nothing') == []


def test_what_is_not_there_is_refused(client, experiment, tmp_path):
    run = client.create_run(experiment).info.run_id
    with pytest.raises(Exception):
        client.download_artifacts(run, 'missing.txt', str(tmp_path))


@pytest.mark.parametrize('path', ['../../../etc/passwd', '..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/etc/passwd', '/etc/passwd', 'a/../../../b',
                                  '..\\..\\x', 'a%00b', '%252e%252e%252fx'])
def test_no_path_leaves_the_store(path):
    """Asked without the client, which would tidy it up."""
    session = requests.Session()
    token = os.environ.get('MLFLOW_TRACKING_TOKEN')
    headers = {'authorization': f'Bearer {token}'} if token else {}
    for method, data in (('GET', None), ('PUT', b'x')):
        request = requests.Request(method, 'http://x/', data=data, headers=headers).prepare()
        request.url = f'{URI}/api/2.0/mlflow-artifacts/artifacts/{path}'
        answer = session.send(request, timeout=60)
        assert b'root:' not in answer.content
        if method == 'GET':
            assert answer.status_code != 200 or answer.content == b'x'


def test_artifacts_of_a_deleted_run_are_still_there_when_it_is_restored(client, experiment):
    run = client.create_run(experiment).info.run_id
    client.log_text(run, 'text', 'a.txt')
    client.delete_run(run)
    client.restore_run(run)
    assert mlflow.artifacts.load_text(f'runs:/{run}/a.txt') == 'text'
    assert code_of(client.get_run, 'f' * 32) == 'RESOURCE_DOES_NOT_EXIST'


def test_a_client_that_would_send_parts_sends_the_file_whole_where_the_store_takes_none(client, experiment, tmp_path, monkeypatch):
    """Whether it takes some is asked of the server, unless the client was told to try."""
    for name, value in (('MINIMUM_FILE_SIZE', '1'), ('CHUNK_SIZE', str(5 << 20))):
        monkeypatch.setenv(f'MLFLOW_MULTIPART_UPLOAD_{name}', value)
    monkeypatch.setenv('MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD', 'true')
    monkeypatch.setenv('MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD', 'true')
    (tmp_path / 'a.bin').write_bytes(b'some bytes')
    run = client.create_run(experiment).info.run_id
    client.log_artifact(run, str(tmp_path / 'a.bin'))
    (tmp_path / 'back').mkdir()
    assert open(client.download_artifacts(run, 'a.bin', str(tmp_path / 'back')), 'rb').read() == b'some bytes'
