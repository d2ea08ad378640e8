"""Exchanges files of networks and data with FANN: check_fann.py NNSH, with Debian's python3-fann2."""
import os
import subprocess
import sys
import tempfile

import numpy as np
from fann2 import libfann

nnsh = os.path.abspath(sys.argv[1])
os.chdir(tempfile.mkdtemp())


def run(script):
    done = subprocess.run([nnsh, "-q", "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, script + "\n" + done.stderr
    return done.stdout


random = np.random.default_rng(1)
inputs = random.normal(size=(40, 3))
np.savez("x.npz", inputs=inputs, targets=np.zeros((40, 2)))
worst = 0


def compare(script, file):
    global worst
    run(script + "; data load x.npz; save outputs y.npy")
    net = libfann.neural_net()
    assert net.create_from_file(file), file
    theirs = np.array([net.run(list(row)) for row in inputs])
    difference = np.abs(theirs - np.load("y.npy")).max()
    worst = max(worst, difference)
    assert difference <= 4e-16, (script, file, difference)


activations = {"identity": libfann.LINEAR, "sigmoid": libfann.SIGMOID, "tanh": libfann.SIGMOID_SYMMETRIC,
               "gaussian": libfann.GAUSSIAN, "sine": libfann.SIN_SYMMETRIC, "step(1)": libfann.THRESHOLD,
               "sign(1)": libfann.THRESHOLD_SYMMETRIC}
for name, number in activations.items():
    for bias in ["", "no-bias"]:
        compare(f"seed 3; net 3 5:{name} 4 2 {bias}; init normal 0 1; save fann a.net; save a.nn", "a.net")
        assert run("load a.net; digest").splitlines()[-1] == run("load a.nn; digest").splitlines()[-1]
    for steepness in [0.5, 0.25, 0.3, 1]:
        for kind in ["standard", "sparse", "shortcut"]:
            net = libfann.neural_net()
            if kind == "standard":
                net.create_standard_array((3, 5, 2))
            elif kind == "sparse":
                net.create_sparse_array(0.5, (3, 5, 2))
            else:
                net.create_shortcut_array((3, 4, 2))
            net.set_activation_function_hidden(number)
            net.set_activation_function_output(libfann.SIGMOID)
            net.set_activation_steepness_hidden(steepness)
            net.randomize_weights(-1, 1)
            net.save("b.net")
            compare("load b.net; save fann c.net", "b.net")
            compare("load c.net", "c.net")


def data(file):
    found = libfann.training_data()
    found.read_train_from_file(file)
    return np.hstack([found.get_input(), found.get_output()])


written = libfann.training_data()
written.set_train_data(random.normal(size=(30, 3)).tolist(), random.normal(size=(30, 2)).tolist())
written.save_train("t.data")
run("data load t.data; data save u.data; data save u.npz")
ours = np.load("u.npz")
ours = np.hstack([ours["inputs"], ours["targets"]])
assert (data("t.data") == ours).all() and (data("u.data") == ours).all()
print("FANN: ok, differences of outputs at most", worst)
