"""Exchanges files with nnsh: check.py NNSH. What numpy, safetensors, onnx and, where they are installed, PyTorch and
Keras write, nnsh reads, and the other way round."""
import os
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file, save_file

nnsh = os.path.abspath(sys.argv[1])
os.chdir(tempfile.mkdtemp())


def run(script):
    done = subprocess.run([nnsh, "-q", "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, script + "\n" + done.stderr
    return done.stdout


def same(a, b):
    return a.shape == b.shape and a.astype("f8").tobytes() == b.astype("f8").tobytes()


random = np.random.default_rng(1)
kinds = ["f8", "f4", ">f8", "i1", "u1", ">i2", "i4", "u4", "i8", "?"]
for trial in range(60):
    shape = (int(random.integers(1, 400)), int(random.integers(2, 9)))
    kind = kinds[trial % len(kinds)]
    data = (random.normal(size=shape) * random.choice([1, 20, 1e-5])).astype(kind)
    if trial % 3 == 0:
        data[random.random(shape) < 0.9] = 0
    if trial % 2:
        data = np.asfortranarray(data)
    (np.savez_compressed if trial % 4 < 2 else np.savez)("a.npz", data)
    np.save("a.npy", data)
    for name in ["a.npz", "a.npy"]:
        run(f"data load {name}; data save b.npy; data save b.npz")
        assert same(np.load("b.npy"), data), (trial, name)
        both = np.load("b.npz")
        assert same(np.hstack([both["inputs"], both["targets"]]), data), (trial, name)

for sizes in [(2, 3, 1), (4, 5, 6, 2), (3, 2)]:
    names = [f"h{n}" if len(sizes) > 3 else "h" for n in range(1, len(sizes) - 1)] + ["o"]
    wanted = {}
    for name, sources, units in zip(names, sizes, sizes[1:]):
        wanted[name + ".weight"] = random.normal(size=(units, sources))
        wanted[name + ".bias"] = random.normal(size=units)
    net = "net " + " ".join(map(str, sizes))
    save_file(wanted, "in.safetensors")
    np.savez_compressed("in.npz", **wanted)
    inputs = random.normal(size=(7, sizes[0]))
    np.savez("x.npz", inputs=inputs, targets=np.zeros((7, sizes[-1])))
    for name in ["in.safetensors", "in.npz"]:
        run(f"{net}; load {name}; data load x.npz; save out.safetensors; save out.npz; save outputs y.npy")
        for found in [load_file("out.safetensors"), np.load("out.npz")]:
            assert list(found) and all(same(found[key], wanted[key]) for key in wanted), (sizes, name)
        out = inputs
        for layer in names:
            out = 1 / (1 + np.exp(-(out @ wanted[layer + ".weight"].T + wanted[layer + ".bias"])))
        found = np.load("y.npy").reshape(out.shape)
        assert np.allclose(found, out, rtol=1e-14, atol=0), (sizes, name)
print("numpy, safetensors: ok")

# Outputs of nnsh and of another program for the same inputs: equal but for the last digit of a number up to 1.
inputs = random.normal(size=(40, 3))
np.savez("x.npz", inputs=inputs, targets=np.zeros((40, 2)))


def outputs(script):
    run(script + "; data load x.npz; save outputs y.npy")
    return np.load("y.npy")


onnxruntime.set_default_logger_severity(4)
activations = "identity sigmoid tanh relu leaky-relu leaky-relu(0.1) elu elu(0.5) softplus swish gelu gaussian sine step "
activations += "step(1) sign dead-zone(0.3) softmax"
worst = {"double": 0, "single": 0}
for activation in activations.split():
    for precision, kind, last in [("double", "f8", 4e-16), ("single", "f4", 4e-7)]:
        net = f"net 3 5:tanh 4 2:{activation}" if activation == "softmax" else f"net 3 5:{activation} 4:tanh 2"
        first = f"precision {precision}; seed 3; {net}; init normal 0 1"
        found = outputs(first + "; save a.onnx; save a.nn")
        onnx.checker.check_model("a.onnx", full_check=True)
        # What is read again is the same network, and calculates the same to the bit.
        assert run("load a.nn; show net") == run("load a.onnx; show net").removeprefix("# "), activation
        assert same(outputs(f"precision {precision}; load a.onnx"), found), activation
        if precision == "double":
            assert run("load a.nn; digest") == run("load a.onnx; digest"), activation
        if activation == "gelu" and precision == "double":
            continue  # onnxruntime has it in single precision only
        session = onnxruntime.InferenceSession("a.onnx", providers=["CPUExecutionProvider"])
        theirs = session.run(None, {"input": inputs.astype(kind)})[0]
        assert theirs.dtype == kind
        difference = float(np.abs(theirs - found).max())
        worst[precision] = max(worst[precision], difference)
        assert difference <= last, (activation, precision, difference)
print("onnx, onnxruntime: ok, differences of outputs at most", worst)

try:
    import torch
except ImportError:
    torch = None
    print("PyTorch: not installed")
if torch:
    from safetensors.torch import load_file as load_torch
    from safetensors.torch import save_file as save_torch

    torch.set_default_dtype(torch.float64)
    x = torch.tensor(inputs)
    kinds = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "elu": torch.nn.ELU,
             "swish": torch.nn.SiLU, "gelu": torch.nn.GELU, "softplus": torch.nn.Softplus}
    worst = 0
    for name, layer in kinds.items():
        class Net(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.h, self.o = torch.nn.Linear(3, 5), torch.nn.Linear(5, 2)

            def forward(self, x):
                return torch.sigmoid(self.o(layer()(self.h(x))))

        model = Net()
        found = outputs(f"net 3 5:{name} 2; init normal 0 1; save a.safetensors")
        model.load_state_dict(load_torch("a.safetensors"))
        worst = max(worst, np.abs(model(x).detach().numpy() - found).max())
        # and theirs, under their own names
        model = torch.nn.Sequential(torch.nn.Linear(3, 5), layer(), torch.nn.Linear(5, 2), torch.nn.Sigmoid())
        torch.save(model.state_dict(), "b.pt")
        save_torch(torch.load("b.pt"), "b.safetensors")
        found = outputs(f"net 3 5:{name} 2; load b.safetensors; save c.safetensors")
        worst = max(worst, np.abs(model(x).detach().numpy() - found).max())
        back = load_file("c.safetensors")
        for ours, theirs in [("h", "0"), ("o", "2")]:
            for part in ["weight", "bias"]:
                assert same(back[f"{ours}.{part}"], model.state_dict()[f"{theirs}.{part}"].numpy())
    assert worst <= 1e-15, worst
    print("PyTorch: ok, differences of outputs at most", worst)
    try:
        os.environ["KERAS_BACKEND"] = "torch"
        import keras
    except ImportError:
        print("Keras: not installed")
    else:
        keras.config.set_floatx("float64")
        dense = keras.layers.Dense
        model = keras.Sequential([keras.Input((3,)), dense(5, activation="tanh"), dense(2, activation="sigmoid")])
        model.save("a.h5")
        np.savez("a.npz", *[w.T for w in keras.models.load_model("a.h5").get_weights()])
        difference = float(np.abs(model.predict(inputs, verbose=0) - outputs("net 3 5:tanh 2; load a.npz")).max())
        # predict takes its inputs in single precision
        assert difference <= 4e-7, difference
        print("Keras: ok, differences of outputs at most", difference)
