"""Trains a session of nnsh with PyTorch, in one process or in many.

    export run.safetensors                                            (in nnsh)
    torchrun --nproc_per_node 2 train.py run.safetensors 10 epochs    (writes run.trained.safetensors)
    load run.trained.safetensors                                      (in nnsh)

Each process takes its share of the same batches, in the order in which nnsh presents them: the result is that of nnsh
up to rounding, with any number of processes. Before it trains, it makes the first updates in double precision and
compares them with those of nnsh, which are in the file. What it does not know it refuses by name.

On a cluster with Slurm, with the file in a folder that every node has:

    #!/bin/bash
    #SBATCH --nodes=4 --ntasks-per-node=1 --cpus-per-task=32
    first=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
    srun torchrun --nnodes "$SLURM_NNODES" --nproc_per_node 8 --rdzv_backend c10d --rdzv_id "$SLURM_JOB_ID" \\
      --rdzv_endpoint "$first:29500" train.py run.safetensors 10 epochs
"""
import argparse
import json
import mmap
import os
import struct
import sys
import time

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel

TYPES = {"F64": "<f8", "F32": "<f4", "U8": "u1", "I8": "i1", "U16": "<u2", "I16": "<i2", "U32": "<u4", "I32": "<i4",
         "U64": "<u8", "I64": "<i8"}
# The largest difference to the updates of nnsh, relative to the parameter if that is above 1.
TOLERANCE = 1e-12


class Refused(Exception):
    """What the file asks for is not done here."""


# Files: https://huggingface.co/docs/safetensors, "Format"


def read(path):
    """The arrays of a safetensors file, mapped into memory, and its metadata."""
    with open(path, "rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + size])
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        count = int(np.prod(entry["shape"]))
        offset = 8 + size + entry["data_offsets"][0]
        arrays[name] = np.frombuffer(content, TYPES[entry["dtype"]], count, offset).reshape(entry["shape"])
    return arrays, metadata


def write(path, arrays, metadata):
    """Writes arrays as float64 beside the file, which it replaces when all is written."""
    header, offset, blocks = {"__metadata__": metadata}, 0, []
    for name, values in arrays.items():
        values = np.ascontiguousarray(values, "<f8")
        header[name] = {"dtype": "F64", "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}
        offset += values.nbytes
        blocks.append(values.tobytes())
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    unfinished = f"{path}.{os.getpid()}"
    with open(unfinished, "wb") as file:
        for block in [struct.pack("<Q", len(text)), text, *blocks]:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)


# Random numbers: numpy's, Python's and PyTorch's are words of the same generator


class Draws:
    """The random numbers of the session, from the words of its generator's state."""

    def __init__(self, dialect, words):
        self.is_torch = dialect in ("torch", "torch-double")
        self.is_python = dialect in ("python", "python-normalvariate")
        if not (self.is_torch or self.is_python or dialect == "numpy"):
            raise Refused(f"unknown random numbers '{dialect}': numpy, python or torch")
        self.dialect = dialect
        self.twister = np.random.RandomState()
        self.twister.set_state(("MT19937", words[:624].astype(np.uint32), int(words[624])))
        self.normals = words[625:]  # kept for normal numbers, of which none are drawn here

    def words(self):
        _, key, position, *_ = self.twister.get_state()
        return np.concatenate([key.astype("<f8"), [position], self.normals])

    def raw(self, count):
        return self.twister.randint(0, 1 << 32, count, dtype=np.uint32).astype(np.uint64)

    def uniform(self, count):
        if self.dialect == "torch":
            return (self.raw(count) & np.uint64(0xFFFFFF)) * 2.0**-24
        if self.dialect == "torch-double":
            words = self.raw(2 * count)
            return ((words[0::2] << np.uint64(32) | words[1::2]) & np.uint64(2**53 - 1)) * 2.0**-53
        return self.twister.random_sample(count)

    def below(self, bound):
        """A whole number from 0 to bound - 1."""
        if self.is_torch:
            return int(self.raw(1)[0]) % bound
        if not self.is_python:
            return int(self.twister.randint(0, bound))
        while (drawn := int(self.raw(1)[0]) >> (32 - bound.bit_length())) >= bound:
            pass
        return drawn

    def shuffle(self, order):
        if not (self.is_torch or self.is_python):
            return self.twister.shuffle(order)
        count = len(order)
        pairs = [(first, lambda n=first: n + self.below(count - n)) for first in range(count - 1)]
        if self.is_python:
            pairs = [(last, lambda n=last: self.below(n + 1)) for last in range(count - 1, 0, -1)]
        for index, other in pairs:
            other = other()
            order[index], order[other] = order[other], order[index]

    def order(self, kind, count, last):
        """The order of an epoch's samples; none for that of the data."""
        if kind == "off":
            return None
        order = np.arange(count)
        if kind == "in-place" and last is not None and len(last) == count:
            order = np.array(last, dtype=np.int64)
        if kind in ("on", "in-place") or kind == "sample" and not self.is_python:
            self.shuffle(order)
        elif kind == "sample":
            pool = np.arange(count)
            for drawn in range(count):
                index = self.below(count - drawn)
                order[drawn], pool[index] = pool[index], pool[count - drawn - 1]
        elif kind == "with-replacement":
            order = np.array([self.below(count) for _ in range(count)])
        elif kind == "by-fractions":
            order = np.minimum((self.uniform(count) * count).astype(np.int64), count - 1)
        elif kind == "forward":
            for first, drawn in enumerate(self.uniform(count)):
                other = first + min(int(drawn * (count - first)), count - first - 1)
                order[first], order[other] = order[other], order[first]
        elif kind == "data-loader" and not self.is_torch:
            self.shuffle(order)
        elif kind == "data-loader":
            seed = int(self.raw(4)[3])  # the sampler's: the low word of the second number of 64 bits
            key, position = np.random.RandomState(seed).get_state()[1:3]
            Draws(self.dialect, np.concatenate([key.astype("<f8"), [position]])).shuffle(order)
        else:
            raise Refused(f"unknown shuffle '{kind}'")
        return order


# What nnsh calls by these names

ACTIVATIONS = {
    "identity": lambda x, a: x,
    "sigmoid": lambda x, a: torch.sigmoid(x),
    "tanh": lambda x, a: torch.tanh(x),
    "relu": lambda x, a: F.relu(x),
    "leaky-relu": lambda x, a: F.leaky_relu(x, a),
    "elu": lambda x, a: F.elu(x, a),
    "softplus": lambda x, a: F.softplus(x, threshold=40),
    "swish": lambda x, a: F.silu(x),
    "gelu": lambda x, a: F.gelu(x),
    "gaussian": lambda x, a: torch.exp(-x * x),
    "sine": lambda x, a: torch.sin(x),
    "softmax": lambda x, a: F.softmax(x, 1),
}

# One loss for each sample, from the net inputs n and the outputs o of the last layer, and the targets t.
LOSSES = {
    "half-squared": lambda n, o, t: 0.5 * F.mse_loss(o, t, reduction="none").sum(1),
    "squared": lambda n, o, t: F.mse_loss(o, t, reduction="none").sum(1),
    "mean-squared": lambda n, o, t: F.mse_loss(o, t, reduction="none").mean(1),
    "mean-absolute": lambda n, o, t: F.l1_loss(o, t, reduction="none").mean(1),
    "huber": lambda n, o, t: F.huber_loss(o, t, reduction="none").sum(1),
    "hinge": lambda n, o, t: F.relu(1 - t * o).sum(1),
    "cross-entropy softmax": lambda n, o, t: -(t * F.log_softmax(n, 1)).sum(1),
    "cross-entropy sigmoid": lambda n, o, t: F.binary_cross_entropy_with_logits(n, t, reduction="none").sum(1),
}

# The optimizer, the names and signs in it of the numbers that nnsh keeps for each parameter, and the factors by which
# an update t multiplies the two powers that nnsh keeps. Steps that begin with the rate have it in the gradient: what
# they keep then does not depend on a rate that changes.
NONE = lambda o, t: (1, 1)
OPTIMIZERS = {
    "sgd": (lambda p, o: torch.optim.SGD(p, lr=1), [], NONE),
    "momentum": (lambda p, o: torch.optim.SGD(p, lr=1, momentum=o["momentum"]), [("momentum_buffer", -1)], NONE),
    "nesterov": (lambda p, o: torch.optim.SGD(p, lr=1, momentum=o["momentum"], nesterov=o["momentum"] > 0),
                 [("momentum_buffer", -1)], NONE),
    "adagrad": (lambda p, o: torch.optim.Adagrad(p, eps=o["epsilon"]), [("sum", 1)], NONE),
    "adadelta": (lambda p, o: torch.optim.Adadelta(p, rho=o["rho"], eps=o["epsilon"]),
                 [("square_avg", 1), ("acc_delta", 1)], NONE),
    "rmsprop": (lambda p, o: torch.optim.RMSprop(p, alpha=o["rho"], eps=o["epsilon"]), [("square_avg", 1)], NONE),
    "adam": (lambda p, o: torch.optim.Adam(p, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"]),
             [("exp_avg", -1), ("exp_avg_sq", 1)], lambda o, t: (o["beta1"], o["beta2"])),
    "adamw": (lambda p, o: torch.optim.AdamW(p, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"],
                                             weight_decay=o["decay"]),
              [("exp_avg", -1), ("exp_avg_sq", 1)], lambda o, t: (o["beta1"], o["beta2"])),
    "nadam": (lambda p, o: torch.optim.NAdam(p, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"]),
              [("exp_avg", -1), ("exp_avg_sq", 1)],
              lambda o, t: (o["beta1"] * (1 - 0.5 * 0.96**(0.004 * t)), o["beta2"])),
    "rprop": (lambda p, o: torch.optim.Rprop(p, lr=o["first step"], step_sizes=(1e-6, o["largest step"])),
              [("prev", -1), ("step_size", 1)], NONE),
}


def known(table, name, what):
    if name not in table:
        raise Refused(f"unknown {what} '{name}'")
    return table[name]


def scheduled(schedule, base, current, epoch, loss, previous):
    """The rate after an epoch."""
    kind, *numbers = schedule
    if kind == "constant":
        return base
    if kind == "halve-on-rise":
        after, floor = numbers
        rises = previous is not None and loss > previous and epoch > after
        return max(current * 0.5, min(floor, current)) if rises else current
    if kind == "step":
        return current * numbers[1] if epoch % numbers[0] == 0 else current
    if kind == "exponential":
        return current * numbers[0]
    if kind == "cosine":
        return base * (0.5 * (1 + np.cos(np.pi * epoch / numbers[0]))) if epoch < numbers[0] else 0.0
    if kind == "linear":
        return base + (numbers[1] - base) * (epoch / numbers[0]) if epoch < numbers[0] else numbers[1]
    if kind == "inverse-time":
        return base / (1 + numbers[0] * epoch)
    raise Refused(f"unknown schedule '{kind}'")


class Network(nn.Module):
    """Layers by the names of nnsh, so that their state is the file's: h.weight, h.bias, o.weight."""

    def __init__(self, run, arrays, dtype):
        super().__init__()
        self.layers = []
        sources = run["inputs"]
        for layer in run["layers"]:
            name = layer["name"]
            linear = nn.Linear(sources, layer["units"], f"{name}.bias" in arrays, dtype=dtype)
            self.add_module(name, linear)
            self.layers.append((linear, known(ACTIVATIONS, layer["activation"], "activation"), layer["operand"]))
            sources = layer["units"]
        self.load_state_dict({name: torch.tensor(arrays[name], dtype=dtype) for name in self.state_dict()})

    def forward(self, out, kept):
        """The net inputs and outputs of the last layer; `kept` has the factors of layers with dropout."""
        net = out
        for index, (linear, activation, operand) in enumerate(self.layers):
            if index in kept:
                out = out * kept[index]
            net = linear(out)
            out = activation(net, operand)
        return net, out


class Training:
    """A training of the session, which this process does a share of."""

    def __init__(self, run, arrays, precision, device):
        self.run, self.arrays, self.device = run, arrays, device
        self.rank = dist.get_rank() if dist.is_initialized() else 0
        self.world = dist.get_world_size() if dist.is_initialized() else 1
        self.dtype = torch.float32 if precision == "single" else torch.float64
        torch.set_default_dtype(self.dtype)
        self.network = Network(run, arrays, self.dtype).to(device)
        local = [device] if device.type == "cuda" else None
        self.model = DistributedDataParallel(self.network, device_ids=local) if self.world > 1 else self.network
        outputs = f" {run['layers'][-1]['activation']}" if run["loss"] == "cross-entropy" else ""
        self.loss = known(LOSSES, run["loss"] + outputs, "loss")
        self.inputs, self.targets = arrays["data.inputs"], arrays["data.targets"]
        self.count = len(self.inputs)
        self.batch = run["batch"] or self.count
        draws = run["shuffle"] != "off" or run["dropout"]
        self.draws = Draws(run["random"], arrays["state.random"]) if draws else None
        self.start_optimizer()
        self.epoch, self.updates = (int(n) for n in arrays.get("state.progress", (0, 0)))
        self.rate = float(arrays["state.rate"][0]) if "state.rate" in arrays else run["rate"]
        self.previous = float(arrays["state.loss"][0]) if "state.loss" in arrays else None
        self.last_order = arrays.get("state.order")
        self.presented, self.order, self.begun = 0, None, False
        self.sums = np.zeros(4)
        self.last = None
        self.losses = []
        if "state.epoch" in arrays:
            self.resume_epoch()

    def resume_epoch(self):
        """Goes on inside the epoch in which the session has stopped."""
        self.begun, self.presented = True, int(self.arrays["state.epoch"][1])
        if "state.epoch-order" in self.arrays:
            self.order = self.arrays["state.epoch-order"].astype(np.int64)
        if self.rank == 0:
            self.sums = np.array(self.arrays["state.epoch-measures"][2:6])

    # The optimizer

    def start_optimizer(self):
        run, arrays = self.run, self.arrays
        make, self.kept, self.factors = known(OPTIMIZERS, run["optimizer"], "optimizer")
        self.begins_with_rate = run["optimizer"] in ("sgd", "momentum", "nesterov")
        groups = []
        for layer, (linear, *_) in zip(run["layers"], self.network.layers):
            groups.append({"params": list(linear.parameters()), "own": run["layerRates"].get(layer["name"])})
        self.optimizer = make(groups, run["operands"])
        updates, *powers = arrays.get("state.optimizer", (0, 1, 1))
        self.steps, self.powers = int(updates), np.array(powers, dtype=float)
        for index, (name, sign) in enumerate(self.kept):
            values = arrays.get(("state.first", "state.second")[index])
            for parameter, part in zip(self.network.parameters(), self.parts(values)):
                part = torch.zeros_like(parameter) if part is None else sign * part.to(parameter)
                if name == "step_size":
                    part[part == 0] = run["operands"]["first step"]
                state = self.optimizer.state[parameter]
                state[name] = part
                state["step"] = torch.tensor(float(self.steps), dtype=torch.float64)
                state["mu_product"] = torch.tensor(self.powers[0], dtype=torch.float64)
        frozen = arrays.get("frozen")
        self.frozen = None
        if frozen is not None:
            self.frozen = [part.bool().to(self.device) for part in self.parts(frozen)]

    def parts(self, values):
        """The numbers of each parameter of the network, of an array in the order of nnsh: the weights by source, then
        the biases, layer by layer."""
        end = 0
        for parameter in self.network.parameters():
            if values is None:
                yield None
                continue
            part = torch.tensor(values[end:end + parameter.numel()])
            end += parameter.numel()
            yield part.reshape(parameter.shape[::-1]).T.contiguous() if parameter.dim() == 2 else part

    @staticmethod
    def joined(parts):
        """The opposite of `parts`."""
        parts = (part.detach().double().cpu() for part in parts)
        return torch.cat([(part.T if part.dim() == 2 else part).reshape(-1) for part in parts]).numpy()

    def set_rates(self):
        for group in self.optimizer.param_groups:
            # A rate of a layer's own follows the schedule in proportion.
            own, base = group["own"], self.run["rate"]
            rate = self.rate if own is None else own if self.rate == base else own * (self.rate / base)
            if self.begins_with_rate:
                for parameter in group["params"]:
                    parameter.grad.mul_(rate)
            else:
                group["lr"] = rate

    @torch.no_grad()
    def step(self):
        run, parameters = self.run, list(self.network.parameters())
        if run["decay"]:
            for parameter in parameters:
                if parameter.dim() == 2 or run["decaysBiases"]:
                    parameter.grad.add_(parameter if run["penalty"] == "l2" else parameter.sign(), alpha=run["decay"])
        if run["clip"] is not None:
            norm = torch.sqrt(sum(parameter.grad.square().sum() for parameter in parameters))
            if norm > run["clip"]:
                for parameter in parameters:
                    parameter.grad.mul_(run["clip"] / norm)
        self.set_rates()
        before = self.frozen and [[p.clone()] + [self.optimizer.state[p][name].clone() for name, _ in self.kept]
                                  for p in parameters]
        self.optimizer.step()
        for parameter, mask, old in zip(parameters, self.frozen or [], before or []):
            for kept, value in zip([parameter] + [self.optimizer.state[parameter][name] for name, _ in self.kept], old):
                kept[mask] = value[mask]
        self.steps += 1
        self.powers *= self.factors(run["operands"], self.steps)

    # Epochs

    def share(self, count):
        """The part of a batch that this process takes."""
        return slice(self.rank * count // self.world, (self.rank + 1) * count // self.world)

    def samples(self, indices):
        both = (self.inputs, self.targets)
        return (torch.tensor(rows[indices], dtype=self.dtype, device=self.device) for rows in both)

    def drop(self, count):
        """The factors of the layers with dropout, for this process's share of a batch."""
        layers = sorted((int(layer), share) for layer, share in self.run["dropout"].items())
        if not layers:
            return {}
        sizes = [self.run["inputs"]] + [layer["units"] for layer in self.run["layers"]]
        numbers = self.draws.uniform(count * sum(sizes[layer] for layer, _ in layers)).reshape(count, -1)
        kept, end = {}, 0
        for layer, share in layers:
            drawn = numbers[self.share(count), end:end + sizes[layer]]
            end += sizes[layer]
            keeps = drawn < 1 - share if layer in self.run["dropsHigh"] else drawn >= share
            kept[layer] = torch.tensor(keeps / (1 - share), dtype=self.dtype, device=self.device)
        return kept

    def measure(self, out, targets, losses):
        """Adds what a process knows of its samples."""
        error = (targets - out).double()
        if self.run["classes"] == "largest":
            wrong = (out.argmax(1) != targets.argmax(1)) if len(out) else torch.zeros(0)
        else:
            wrong = ((out > self.run["classes"]) != (targets > self.run["classes"])).any(1)
        self.sums += [losses.double().sum().item(), error.square().sum().item(), error.abs().sum().item(),
                      wrong.sum().item()]

    def update(self):
        end = min(self.presented + self.batch, self.count)
        count = end - self.presented
        indices = np.arange(self.presented, end) if self.order is None else self.order[self.presented:end]
        kept = self.drop(count)
        inputs, targets = self.samples(indices[self.share(count)])
        self.optimizer.zero_grad(set_to_none=False)
        net, out = self.model(inputs, kept)
        losses = self.loss(net, out, targets)
        # The gradients of the processes are averaged: of their sums, whatever the sizes of the shares.
        (losses.sum() * (self.world if self.run["batchSum"] else self.world / count)).backward()
        with torch.no_grad():
            self.measure(out, targets, losses)
        self.step()
        self.presented, self.updates = end, self.updates + 1

    @torch.no_grad()
    def measure_data(self):
        self.sums = np.zeros(4)
        own = np.arange(self.count)[self.share(self.count)]
        for start in range(0, len(own), 4096):
            inputs, targets = self.samples(own[start:start + 4096])
            net, out = self.network(inputs, {})
            self.measure(out, targets, self.loss(net, out, targets))

    def total(self):
        """The measures so far, of all processes."""
        sums = torch.tensor(self.sums, device=self.device)
        if self.world > 1:
            dist.all_reduce(sums)
        return sums.tolist()

    def end_epoch(self):
        if self.run["epochLossTime"] == "after":
            self.measure_data()
        self.epoch += 1
        self.presented, self.begun = 0, False
        self.last = self.total()
        loss = self.last[0] if self.run["epochLoss"] == "sum" else self.last[0] / self.count
        if self.dtype == torch.float32:
            loss = float(np.float32(loss))
        self.losses.append((self.epoch, loss))
        if not np.isfinite(loss):
            raise ArithmeticError(f"the training diverged in epoch {self.epoch}: the loss is {loss}")
        if self.run["schedule"][0] != "constant":
            self.rate = scheduled(self.run["schedule"], self.run["rate"], self.rate, self.epoch, loss, self.previous)
        self.previous = loss

    def train(self, epochs, updates, report=lambda training: None):
        """Trains up to an epoch or an update, whichever comes first."""
        while self.epoch < epochs and self.updates < updates:
            if not self.begun:
                self.order = self.draws.order(self.run["shuffle"], self.count, self.last_order) if self.draws else None
                self.last_order = self.order if self.run["shuffle"] == "in-place" else None
                self.presented, self.begun, self.sums = 0, True, np.zeros(4)
            self.update()
            if self.presented == self.count:
                self.end_epoch()
            report(self)

    # Results

    def differences(self, count):
        """The largest difference to the parameters that nnsh has after a number of updates, and its parameter."""
        worst = (0.0, "")
        for name, values in self.network.state_dict().items():
            theirs = torch.tensor(self.arrays[f"after {count}.{name}"])
            difference = ((values.cpu() - theirs).abs() / theirs.abs().clamp(min=1)).max().item()
            worst = max(worst, (difference, name)) if difference == difference else (np.inf, name)
        return worst

    def measures(self, sums):
        samples = self.count if sums is self.last else self.presented
        outputs = self.targets.shape[1]
        return [samples, samples * outputs, *sums, self.run["epochLoss"] == "sum", self.dtype == torch.float32]

    def result(self):
        """The arrays of the session as the training has left it."""
        result = {name: values.cpu().numpy() for name, values in self.network.state_dict().items()}
        state = {"progress": [self.epoch, self.updates], "optimizer": [self.steps, *self.powers]}
        for index, (name, sign) in enumerate(self.kept):
            values = self.joined(self.optimizer.state[p][name] for p in self.network.parameters())
            state[("first", "second")[index]] = sign * values
        if len(self.kept) == 1:
            state["second"] = np.zeros_like(state["first"])
        if self.run["schedule"][0] != "constant":
            state["rate"] = [self.rate]
        if self.previous is not None:
            state["loss"] = [self.previous]
        if self.last_order is not None:
            state["order"] = self.last_order
        if self.draws:
            state["random"] = self.draws.words()
        partial = self.total() if self.begun else None
        latest = self.last or partial
        if latest:
            state["measures"] = self.measures(latest) + [self.count]
        if self.last:
            state["last-measures"] = self.measures(self.last)
        if self.begun:
            state["epoch"] = [1, self.presented]
            state["epoch-measures"] = self.measures(partial)
            if self.order is not None:
                state["epoch-order"] = self.order
        result |= {f"state.{name}": values for name, values in state.items()}
        if self.losses:
            result["losses"] = self.losses
        return result


class Report:
    """What the first process prints while it trains: a line for each epoch, or as JSON for nnsh, ten a second."""

    def __init__(self, is_json):
        self.is_json, self.start, self.printed, self.epoch = is_json, time.time(), 0.0, None
        self.first = None

    def __call__(self, training):
        if self.first is None:
            self.first = training.updates - 1
        seconds = time.time() - self.start
        is_new = training.epoch != self.epoch and training.losses
        if training.rank or not (is_new or self.is_json and seconds - self.printed > 0.1):
            return
        self.epoch, self.printed = training.epoch, seconds
        loss = training.losses[-1][1] if training.losses else None
        if self.is_json:
            print(json.dumps({"epoch": training.epoch, "updates": training.updates, "loss": loss}), flush=True)
        else:
            made = training.updates - self.first
            print(f"epoch {training.epoch}, update {training.updates}: loss = {loss:.6g}, "
                  f"{made * training.batch / seconds:,.0f} samples/s", flush=True)


def verify(run, arrays, device):
    """The largest difference of the first updates, in double precision, to those of nnsh; throws if it is too large."""
    training = Training(run, arrays, "double", device)
    start, worst = training.updates, 0.0
    for count in run["verified"]:
        training.train(np.inf, start + count)
        difference, name = training.differences(count)
        worst = max(worst, difference)
        if not difference <= TOLERANCE:
            made = f"after {count} update{'s' if count > 1 else ''}"
            raise Refused(f"{name} differs from that of nnsh by {difference:.2g} {made}: nothing was trained")
    return worst


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="train.py FILE COUNT epochs|updates [options]")
    parser.add_argument("file", help="what export FILE.safetensors has written")
    parser.add_argument("count", type=int)
    parser.add_argument("unit", choices=["epoch", "epochs", "update", "updates"])
    parser.add_argument("--to", metavar="RESULT", help="by default FILE with .trained before its ending")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="of each process, 1 by default")
    parser.add_argument("--json", action="store_true", help="print the progress for nnsh")
    options = parser.parse_args()
    unit = options.unit.rstrip("s") + "s"
    target = options.to or options.file.removesuffix(".safetensors") + ".trained.safetensors"
    torch.set_num_threads(options.threads)
    device = torch.device("cpu")
    if torch.cuda.is_available():
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        torch.cuda.set_device(device)
    backend = "nccl" if device.type == "cuda" else "gloo"
    world = int(os.environ.get("WORLD_SIZE", 1))
    if world > 1:
        dist.init_process_group(backend)
    rank = dist.get_rank() if world > 1 else 0
    try:
        arrays, metadata = read(options.file)
        if "nnsh.run" not in metadata:
            raise Refused("the file has no session: export FILE.safetensors writes one")
        run = json.loads(metadata["nnsh.run"])
        if run["version"] != 1:
            raise Refused(f"the file has version {run['version']}, and this program reads version 1")
        worst = verify(run, arrays, device)
        training = Training(run, arrays, run["precision"], device)
        start, started = training.updates, time.time()
        epochs = training.epoch + options.count if unit == "epochs" else np.inf
        updates = training.updates + options.count if unit == "updates" else np.inf
        training.train(epochs, updates, Report(options.json))
        seconds = time.time() - started
        result = training.result()
    except (Refused, ArithmeticError) as error:
        if rank == 0:
            diverges = isinstance(error, ArithmeticError)
            print(json.dumps({"error": str(error), "diverges": diverges}) if options.json else f"train.py: {error}",
                  flush=True, file=sys.stdout if options.json else sys.stderr)
        os._exit(3)
    if rank == 0:
        engine = f"PyTorch {torch.__version__.split('+')[0]}, {backend}, {world} process{'es' if world > 1 else ''}"
        speed = training.batch * (training.updates - start) / max(seconds, 1e-9)
        write(target, result, {
            "format": "pt", "nnsh.net": metadata["nnsh.net"], "nnsh.engine": engine, "nnsh.verified": repr(worst),
            "nnsh.speed": repr(speed)})
        if not options.json:
            print(f"{engine}: {training.updates - start} updates, {speed:,.0f} samples/s; wrote {target}")
    if world > 1:
        dist.barrier()
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
