"""agreement.py make NNSH FOLDER: writes sessions with everything that PyTorch has, and what nnsh makes of them.
agreement.py check FOLDER: trains them by train.py, in as many processes as torchrun starts, and compares every parameter
after 100 updates, the state of the optimizer, the measures and the random numbers."""
import json
import os
import subprocess
import sys

import numpy as np
import torch
import torch.distributed as dist

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../scripts/torch"))
import train

TOLERANCE = 1e-12
UPDATES = 100

XOR = "seed 1; net 2 4 1; init normal 0 1"
# Short last batches: 70 samples by 16, the last 6.
MOONS = "seed 1; data moons 70 0.2; net 2 7:tanh 5 1; init normal 0 1; batch 16"
CLASSES = "seed 1; data encoder 8; net 8 5 8:softmax; init normal 0 1; loss cross-entropy; batch 3"

CASES = {
    # name: the commands before the training
    **{f"optimizer {name}": f"{MOONS}; optimizer {name}" for name in (
        "sgd", "momentum 0.9", "nesterov 0.8", "adagrad", "adadelta 0.95", "rmsprop 0.99", "adam", "adam 0.8 0.99",
        "adamw 0.1", "nadam", "rprop 0.1 50 rest")},
    **{f"loss {name}": f"{MOONS}; activation o tanh; rate 0.05; loss {name}" for name in (
        "half-squared", "squared", "mean-squared", "mean-absolute", "huber", "hinge")},
    "loss cross-entropy, sigmoid": f"{MOONS}; loss cross-entropy",
    "loss cross-entropy, softmax": CLASSES,
    "loss squared, softmax": CLASSES.replace("cross-entropy", "squared"),
    **{f"activation {name}": f"{MOONS}; rate 0.01; activation h1 {name}; activation h2 {name}; activation o {name}"
       for name in ("identity", "sigmoid", "tanh", "relu", "leaky-relu", "leaky-relu 0.2", "elu", "elu 0.5",
                    "softplus", "swish", "gelu", "gaussian", "sine")},
    **{f"schedule {name}": f"{MOONS}; optimizer momentum 0.9; rate 0.2; schedule {name}" for name in (
        "constant", "step 3 0.5", "exponential 0.9", "cosine 20", "linear 10 floor 0.01", "inverse-time 0.1",
        "halve-on-rise")},
    "schedule cosine, ended": f"{MOONS}; optimizer adam; schedule cosine 5",
    **{f"dropout, seed {seed}": f"{MOONS}; seed {seed}; optimizer adam; dropout h1 0.3; dropout h2 0.5"
       for seed in ("3", "3 python", "3 torch", "3 torch-double")},
    "dropout of inputs and high": f"{MOONS}; optimizer adam; dropout i 0.2; dropout h1 0.3 high",
    **{f"shuffle {kind}, seed {seed}": f"{MOONS}; optimizer momentum 0.9; rate 0.05; seed {seed}; shuffle {kind}"
       for seed in ("5", "5 python", "5 torch")
       for kind in ("on", "in-place", "sample", "with-replacement", "by-fractions", "forward", "data-loader")},
    "batch 1": f"{XOR}; batch 1",
    "batch all": f"{MOONS}; batch all; optimizer adam",
    "batch smaller than the processes": f"{MOONS}; batch 2; data split 0.5",
    "sums": f"{MOONS}; rate 0.02; convention batch sum; convention epoch-loss after sum",
    "decay": f"{MOONS}; decay 0.01; optimizer adam",
    "decay l1": f"{MOONS}; decay 0.01 l1",
    "clip": f"{MOONS}; clip 0.1; optimizer momentum 0.9",
    "no biases": "seed 1; data moons 70 0.2; net 2 7:tanh 5 1 no-bias; init normal 0 1; batch 16; optimizer adam",
    "frozen": f"{MOONS}; optimizer adam; freeze h1; freeze w40",
    "rate of a layer": f"{MOONS}; rate 0.3; rate h1 0.05; schedule exponential 0.9",
    "gone on with": f"{MOONS}; optimizer nadam; shuffle on; train 13 updates",
    "gone on with, momentum": f"{MOONS}; optimizer momentum 0.9; schedule step 2 0.5; shuffle in-place; train 7 epochs",
    "single precision": f"{MOONS}; precision single; optimizer adam",
}


def make(nnsh, folder):
    """Writes for each case the session, and what nnsh makes of it."""
    for index, commands in enumerate(CASES.values()):
        after = f"train {UPDATES} updates; export {index}-after.safetensors"
        subprocess.run(
            [nnsh, "-q", "-c", f"{commands}\nexport {index}.safetensors\n{after}"], cwd=folder, check=True,
            stdout=subprocess.DEVNULL)


def check(name, path, precision):
    """What differs in a case."""
    arrays, metadata = train.read(f"{path}.safetensors")
    run = json.loads(metadata["nnsh.run"])
    device = torch.device("cpu")
    train.verify(run, arrays, device)
    training = train.Training(run, arrays, run["precision"], device)
    training.train(np.inf, training.updates + UPDATES)
    result = training.result()
    theirs, _ = train.read(f"{path}-after.safetensors")
    worst, found = 0.0, []
    for array, values in theirs.items():
        if array.startswith(("data.", "after ", "state.initial", "frozen")):
            continue
        if array == "state.random" and not training.draws and np.array_equal(values, arrays[array]):
            continue
        if array == "state.curve":
            # nnsh keeps some epochs of a training, the runner's losses are all of them.
            losses = {int(epoch): loss for epoch, loss in result["losses"]}
            points = [(int(epoch), loss) for epoch, loss in values.ravel()[1:].reshape(-1, 2) if int(epoch) in losses]
            if not points:
                found.append("state.curve has no epoch of the training")
            difference = max((abs(losses[epoch] - loss) / max(1, abs(loss)) for epoch, loss in points), default=0)
            worst = max(worst, difference)
            if not difference <= precision:
                found.append(f"{array} differs by {difference:.2g}")
            continue
        if array not in result:
            found.append(f"{array} is missing")
            continue
        own = np.asarray(result[array], dtype=float)
        if own.shape != values.shape:
            found.append(f"{array} has the shape {own.shape}, expected {values.shape}")
            continue
        difference = float(np.max(np.abs(own - values) / np.maximum(1, np.abs(values)), initial=0))
        worst = max(worst, difference)
        if not difference <= precision:
            found.append(f"{array} differs by {difference:.2g}")
    return worst, found


def main():
    folder = sys.argv[2]
    torch.set_num_threads(1)
    world = int(os.environ.get("WORLD_SIZE", 1))
    if world > 1:
        dist.init_process_group("gloo")
    rank = dist.get_rank() if world > 1 else 0
    failures = 0
    for index, name in enumerate(CASES):
        # In single precision both round each operation, in different orders.
        precision = 1e-4 if name == "single precision" else TOLERANCE
        try:
            worst, found = check(name, os.path.join(folder, str(index)), precision)
        except (train.Refused, ArithmeticError) as error:
            worst, found = 0.0, [str(error)]
        failures += bool(found)
        if rank == 0:
            print(f"{'not ' if found else ''}ok: {name}, {world} process(es): {worst:.1e}", flush=True)
            for line in found:
                print(f"  {line}", flush=True)
    if world > 1:
        dist.barrier()
        dist.destroy_process_group()
    sys.exit(failures > 0)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(*sys.argv[2:4])
    else:
        main()
