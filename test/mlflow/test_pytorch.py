import mlflow
import numpy as np
import pytest

torch = pytest.importorskip('torch', reason='npm run test:mlflow -- --pytorch')


@pytest.fixture(autouse=True)
def _quiet():
    yield
    mlflow.pytorch.autolog(disable=True)


def line(rows):
    x = torch.linspace(-1, 1, rows).reshape(-1, 1)
    return torch.utils.data.TensorDataset(x, 3 * x - 1)


def test_a_network_is_the_same_after_it_was_registered(client, experiment, name):
    torch.manual_seed(1)
    x = np.linspace(-1, 1, 20, dtype=np.float32).reshape(-1, 1)
    network = torch.nn.Sequential(torch.nn.Linear(1, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1)).eval()
    with mlflow.start_run():
        mlflow.pytorch.log_model(network, name='network', registered_model_name=name, input_example=x)
    client.set_registered_model_alias(name, 'champion', '1')
    loaded = mlflow.pytorch.load_model(f'models:/{name}@champion')
    assert all(torch.equal(loaded.state_dict()[key], value) for key, value in network.state_dict().items())
    scored = mlflow.pyfunc.load_model(f'models:/{name}@champion').predict(x)
    assert np.array_equal(scored, network(torch.from_numpy(x)).detach().numpy())


def test_lightning_trains_unchanged(client, experiment, tmp_path):
    lightning = pytest.importorskip('lightning.pytorch')

    class Line(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.layer = torch.nn.Linear(1, 1)

        def training_step(self, batch, _):
            x, y = batch
            loss = torch.nn.functional.mse_loss(self.layer(x), y)
            self.log('loss', loss, on_step=False, on_epoch=True)
            return loss

        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), lr=0.1)

    mlflow.pytorch.autolog(silent=True)
    trainer = lightning.Trainer(max_epochs=4, accelerator='cpu', logger=False, enable_progress_bar=False,
                                default_root_dir=tmp_path, enable_model_summary=False)
    module = Line()
    with mlflow.start_run() as run:
        trainer.fit(module, torch.utils.data.DataLoader(line(64), batch_size=16))
    got = client.get_run(run.info.run_id)
    assert got.data.params['optimizer_name'] == 'SGD' and got.data.params['epochs'] == '4'
    assert [point.step for point in client.get_metric_history(run.info.run_id, 'loss')] == [0, 1, 2, 3]
    (logged,) = client.search_logged_models([experiment])
    loaded = mlflow.pytorch.load_model(logged.model_uri)
    assert all(torch.equal(loaded.state_dict()[key], value) for key, value in module.state_dict().items())
