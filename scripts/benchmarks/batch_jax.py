"""Mini-batch training in JAX on the CPU, with an epoch as one compiled scan: a peer of W3 and W4.

batch_jax.py relu|sigmoid sgd|adam double|single BATCH SAMPLES SECONDS SIZE...; prints samples per second.
`taskset` limits the number of threads.
"""
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np

activation, optimizer, precision, batch, samples, seconds, *sizes = sys.argv[1:]
batch, samples, sizes = int(batch), int(samples), [int(s) for s in sizes]
jax.config.update("jax_enable_x64", precision == "double")
real = np.float64 if precision == "double" else np.float32
random = np.random.default_rng(1)
parameters = [
    (jnp.asarray(random.uniform(-0.05, 0.05, (s, u)), real), jnp.zeros(u, real)) for s, u in zip(sizes, sizes[1:])
]
count = samples // batch
x = jnp.asarray(random.random((count, batch, sizes[0])), real)
y = jnp.asarray(random.integers(0, sizes[-1], (count, batch)))
g = jax.nn.relu if activation == "relu" else jax.nn.sigmoid


def loss(parameters, x, y):
    for w, b in parameters[:-1]:
        x = g(x @ w + b)
    w, b = parameters[-1]
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(x @ w + b), y[:, None], 1))


def sgd(state, sample):
    parameters = jax.tree.map(lambda p, d: p - 0.1 * d, state, jax.grad(loss)(state, *sample))
    return parameters, None


def adam(state, sample):
    parameters, m, v, t = state
    d, t = jax.grad(loss)(parameters, *sample), t + 1
    m = jax.tree.map(lambda m, d: 0.9 * m + 0.1 * d, m, d)
    v = jax.tree.map(lambda v, d: 0.999 * v + 0.001 * d * d, v, d)
    c1, c2 = 1e-3 / (1 - 0.9**t), 1 / (1 - 0.999**t)
    parameters = jax.tree.map(lambda p, m, v: p - c1 * m / (jnp.sqrt(v * c2) + 1e-8), parameters, m, v)
    return (parameters, m, v, t), None


if optimizer == "adam":
    m, v = jax.tree.map(jnp.zeros_like, parameters), jax.tree.map(jnp.zeros_like, parameters)
    state, step = (parameters, m, v, jnp.asarray(0, real)), adam
else:
    state, step = parameters, sgd
epoch = jax.jit(lambda state: jax.lax.scan(step, state, (x, y))[0], donate_argnums=0)
state = jax.block_until_ready(epoch(state))
done, start = 0, time.perf_counter()
while time.perf_counter() - start < float(seconds):
    state = jax.block_until_ready(epoch(state))
    done += count * batch
print(f"{done / (time.perf_counter() - start):.6g}")
