"""sessions.py NNSH FOLDER: sessions that go to PyTorch by `train … on torch` and back, against those that stay here."""
import os
import re
import subprocess
import sys

import numpy as np

NNSH, FOLDER = sys.argv[1:3]
TOLERANCE = 1e-12


def run(script):
    """What nnsh prints, and its exit code."""
    done = subprocess.run([NNSH, "-c", script], cwd=FOLDER, capture_output=True, text=True)
    return done.stdout + done.stderr, done.returncode


def digits():
    """700 samples of 784 inputs in 10 classes."""
    random = np.random.RandomState(1)
    classes = random.randint(0, 10, 700)
    centers = random.rand(10, 784)
    inputs = np.clip(centers[classes] + 0.3 * random.randn(700, 784), 0, 1)
    np.savez(os.path.join(FOLDER, "digits.npz"), inputs=inputs, targets=np.eye(10)[classes])


def compare(name, setup, here, there, after="train 1"):
    """Trains here and there, and goes on here from both."""
    ends = "save parameters {0}.npz; print epoch, iteration, loss, accuracy; " + after + "; save parameters {0}-on.npz"
    printed, code = run(f"{setup}; {here}; {ends.format('here')}")
    assert code == 0, printed
    theirs, code = run(f"{setup}; {there}; {ends.format('there')}; plot loss")
    assert code == 0, theirs
    worst = 0.0
    for file in ("{}.npz", "{}-on.npz"):
        own, other = (np.load(os.path.join(FOLDER, file.format(kind))) for kind in ("here", "there"))
        for array in own.files:
            worst = max(worst, np.max(np.abs(own[array] - other[array]) / np.maximum(1, np.abs(own[array]))))
    assert worst <= TOLERANCE, f"{name}: the parameters differ by {worst:.2g}"
    measures = [[float(n) for n in re.findall(r"^\d+ \d+ \S+ \S+$", text, re.M)[0].split()] for text in (printed, theirs)]
    assert np.allclose(*measures, rtol=1e-12, atol=0), f"{name}: {measures}"
    print(f"ok: {name}: {worst:.1e}")
    for line in theirs.split("\n"):
        if "process" in line or "second" in line or "first" in line:
            print(f"  {line}")


def refuse(name, script, message):
    printed, code = run(script)
    assert code != 0 and message in printed, f"{name}: {printed}"
    print(f"ok: {name}")


def main():
    digits()
    small = ("seed 2; net 784 512:relu 10:softmax; init he; loss cross-entropy; data load digits.npz; batch 128; "
             "optimizer adam")
    compare("784-512-10, adam, 2 processes", small, "train 2", "train 2 on torch 2")
    large = ("seed 3; net 784 512:tanh 512:tanh 10:softmax; loss cross-entropy; data load digits.npz; batch 50; "
             "optimizer momentum 0.9; rate 0.01; shuffle on")
    compare("784-512-512-10, momentum, shuffled, 2 processes", large, "train 2", "train 2 on torch 2")
    compare("the same, 3 processes, a short last batch", large.replace("batch 50", "batch 64"), "train 20 updates",
            "train 20 updates on torch 3", "train 5 updates")
    compare("two hosts that are this one", "seed 1; net 2 4 1; optimizer adam", "train 30",
            "train 30 on torch 1 localhost 127.0.0.1")
    moons = "seed 4; data moons 50 0.2; net 2 6:tanh 1; batch 7; optimizer nadam; dropout h 0.2; shuffle in-place"
    compare("there and back and there", f"{moons}; train 5 updates", "train 40 updates",
            "train 15 updates on torch 2; train 10 updates; train 15 updates on torch 3", "train 3")
    export = f"{moons}; export run.safetensors"
    assert run(export)[1] == 0
    trainer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../scripts/torch/train.py")
    subprocess.run(
        [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2", trainer, "run.safetensors",
         "6", "epochs"], cwd=FOLDER, check=True)
    compare("by hand", moons, "train 6", "load run.trained.safetensors")
    refuse("quickprop is refused", "net 2 4 1; optimizer quickprop; train 5 on torch 2",
           "PyTorch cannot train this session: optimizer quickprop")
    refuse("what diverges", "seed 1; data moons 50 0.2; net 2 4:identity 1:identity; rate 1; train 100 on torch 2", "diverge")


main()
