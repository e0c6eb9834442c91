"""Files in a bucket: what lies there, read from the bucket itself (`npm run test:mlflow -- --s3`)."""
import hashlib
import os
import re

import mlflow
import pytest
import requests

BUCKET = os.environ.get('BUCKET_URL')
pytestmark = pytest.mark.skipif(BUCKET is None, reason='files are in a folder')
PART = 5 << 20


def keys(below):
    """The keys of the bucket, and the bytes of each."""
    listed = requests.get(f'{BUCKET}/artifacts', params={'list-type': 2, 'prefix': f'some/prefix/{below}'}, timeout=60).text
    return dict(re.findall(r'<Key>some/prefix/([^<]*)</Key>.*?<Size>(\d+)</Size>', listed, re.DOTALL))


def unfinished():
    return re.findall(r'<UploadId>', requests.get(f'{BUCKET}/artifacts?uploads', timeout=60).text)


@pytest.fixture
def in_parts(monkeypatch):
    """The client sends what has more than 5 MiB in parts of 5 MiB, because the server says that it takes them."""
    monkeypatch.setenv('MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE', str(PART))
    monkeypatch.setenv('MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE', str(PART))


def written(path, size):
    content = os.urandom(size)
    path.write_bytes(content)
    return content, f'sha256/{hashlib.sha256(content).hexdigest()}'


@pytest.mark.parametrize('size', [0, 70_000, 20 << 20])
def test_a_file_lies_under_its_digest_once_however_often_it_is_put(client, experiment, tmp_path, size):
    content, key = written(tmp_path / 'a.bin', size)
    for _ in range(2):
        run = client.create_run(experiment).info.run_id
        client.log_artifact(run, str(tmp_path / 'a.bin'))
        assert keys(key) == {key: str(size)} and keys('uploads/') == {}
        got = client.download_artifacts(run, 'a.bin', str(tmp_path))
        assert open(got, 'rb').read() == content


def test_a_large_file_goes_to_the_bucket_in_parts_and_is_stored_like_any_other(client, experiment, tmp_path, in_parts, ask):
    content, key = written(tmp_path / 'large.bin', 2 * PART + 12_345)
    with mlflow.start_run(experiment_id=experiment) as run:
        mlflow.log_artifact(str(tmp_path / 'large.bin'), 'deep/er')
    assert keys(key) == {key: str(len(content))} and keys('uploads/') == {} and unfinished() == []
    got = client.download_artifacts(run.info.run_id, 'deep/er/large.bin', str(tmp_path))
    assert open(got, 'rb').read() == content
    # The digest was computed by the server, though no byte came by it.
    id = re.sub('^(.{8})(.{4})(.{4})(.{4})', r'\1-\2-\3-\4-', run.info.run_id)
    artifacts = ask('query ($id: ID!) { run(id: $id) { artifacts { path digest } } }', id=id)['run']['artifacts']
    assert artifacts == [{'path': 'deep/er/large.bin', 'digest': key.replace('/', ':')}]


def test_an_upload_in_parts_that_fails_leaves_nothing(client, experiment, tmp_path, in_parts, monkeypatch):
    from mlflow.store.artifact.http_artifact_repo import HttpArtifactRepository

    content, key = written(tmp_path / 'large.bin', 2 * PART)
    run = client.create_run(experiment).info.run_id

    def broken(*_, **__):
        raise OSError('the line is cut')

    monkeypatch.setattr(HttpArtifactRepository, '_upload_part', staticmethod(broken))
    with pytest.raises(Exception, match='the line is cut'):
        client.log_artifact(run, str(tmp_path / 'large.bin'))
    assert keys(key) == {} and keys('uploads/') == {} and unfinished() == []
    assert client.list_artifacts(run) == []


def test_who_may_not_log_to_the_run_begins_no_upload(client, experiment):
    run = client.create_run(experiment).info.run_id
    uri = os.environ['MLFLOW_TRACKING_URI']
    for step in ('create', 'complete', 'abort'):
        answer = requests.post(
            f'{uri}/api/2.0/mlflow-artifacts/mpu/{step}/{experiment}/{run}/artifacts',
            json={'path': 'a.bin', 'num_parts': 1, 'upload_id': 'x', 'parts': []},
            headers={'authorization': f"Bearer {os.environ['TOKEN_OF_VIEWER']}"},
            timeout=60,
        )
        assert (answer.status_code, answer.json()['error_code']) == (403, 'PERMISSION_DENIED')
    assert unfinished() == []
