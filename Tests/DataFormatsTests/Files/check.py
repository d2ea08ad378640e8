"""Exchanges files with nnsh: check.py NNSH. What numpy and safetensors write, nnsh reads, and the other way round."""
import os
import subprocess
import sys
import tempfile

import numpy as np
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
    try:
        import torch
        from safetensors.torch import load_file as load_torch
    except ImportError:
        continue
    layers = torch.nn.ModuleDict({n: torch.nn.Linear(s, u) for n, s, u in zip(names, sizes, sizes[1:])}).double()
    layers.load_state_dict(load_torch("out.safetensors"))
print("ok")
