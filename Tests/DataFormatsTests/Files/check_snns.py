"""Exchanges files of networks and patterns with the kernel of SNNS in the R package RSNNS: check_snns.py NNSH.

SNNS calculates in single precision and writes five or six digits."""
import os
import subprocess
import sys
import tempfile

import numpy as np

nnsh = os.path.abspath(sys.argv[1])
kernel = os.path.abspath(os.path.join(os.path.dirname(__file__), "check_snns.R"))
os.chdir(tempfile.mkdtemp())


def run(script):
    done = subprocess.run([nnsh, "-q", "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, script + "\n" + done.stderr
    return done.stdout


def theirs(net, patterns):
    """Outputs for each pattern; the kernel writes what it has read to again.net and again.pat."""
    done = subprocess.run(["Rscript", kernel, net, patterns], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("outputs ")]
    return np.array(rows, dtype=float)


def outputs(script):
    run(script + "; save outputs y.npy")
    return np.load("y.npy")


inputs = np.random.default_rng(1).normal(size=(9, 3))
np.savez("x.npz", inputs=inputs, targets=np.round(inputs[:, :2], 3))
worst = 0
nets = [f"net 3 5:{name} 4 2" for name in ["identity", "sigmoid", "tanh", "step(1)"]]
nets += ["net 3 4 2; connect i1 o2; connect i3 o1; disconnect i2 h3"]
for net in nets:
    start = f"seed 3; {net}; init normal 0 1; data load x.npz"
    ours = outputs(start + "; save snns a.net; data save a.pat")
    found = theirs("a.net", "a.pat")
    worst = max(worst, np.abs(found - ours).max())
    again = outputs("load again.net; data load again.pat; data save z.npz")
    assert np.abs(np.load("z.npz")["inputs"] - inputs).max() < 1e-5
    worst = max(worst, np.abs(theirs("again.net", "again.pat") - again).max())
assert worst < 2e-6, worst
print("SNNS: ok, differences of outputs at most", worst)
