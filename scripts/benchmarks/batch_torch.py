"""Mini-batch training in PyTorch on the CPU: a peer of W3 and W4.

batch_torch.py relu|sigmoid sgd|adam double|single THREADS BATCH SAMPLES SECONDS SIZE...; prints samples per second.
"""
import sys
import time

import torch

activation, optimizer, precision, threads, batch, samples, seconds, *sizes = sys.argv[1:]
threads, batch, samples, sizes = int(threads), int(batch), int(samples), [int(s) for s in sizes]
torch.set_num_threads(threads)
torch.manual_seed(1)
torch.set_default_dtype(torch.float64 if precision == "double" else torch.float32)
layers = []
for sources, units in zip(sizes, sizes[1:]):
    layers += [torch.nn.Linear(sources, units), torch.nn.ReLU() if activation == "relu" else torch.nn.Sigmoid()]
model = torch.nn.Sequential(*layers[:-1])
x, y = torch.rand(samples, sizes[0]), torch.randint(0, sizes[-1], (samples,))
loss = torch.nn.CrossEntropyLoss()
if optimizer == "adam":
    descent = torch.optim.Adam(model.parameters(), lr=1e-3)
else:
    descent = torch.optim.SGD(model.parameters(), lr=0.1)


def epoch():
    for i in range(0, samples - batch + 1, batch):
        descent.zero_grad()
        loss(model(x[i : i + batch]), y[i : i + batch]).backward()
        descent.step()


epoch()
done, start = 0, time.perf_counter()
while time.perf_counter() - start < float(seconds):
    epoch()
    done += samples // batch * batch
print(f"{done / (time.perf_counter() - start):.6g}")
