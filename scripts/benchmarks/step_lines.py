"""Prints the equation lines of the steps of a 2-4-1 network of sigmoids with f-strings, for scripts/bench W7.

usage: step_lines.py STEPS

The lines are those of `step 0 1 : 1`, with six significant digits; it does not look for the digits from which each
result follows.
"""

import sys
from math import exp


def sigmoid(x):
    return 1 / (1 + exp(-x))


def main():
    rate, x, t = 0.5, (0.0, 1.0), 1.0
    w = [[0.3 * i - 0.2 * h + 0.25 for h in range(4)] for i in range(2)]
    b = [0.1 * h for h in range(4)]
    v = [0.4 - 0.15 * h for h in range(4)]
    c = 0.1
    write = sys.stdout.write
    for _ in range(int(sys.argv[1])):
        lines = []
        net, out = [], []
        for h in range(4):
            net.append(x[0] * w[0][h] + x[1] * w[1][h] + b[h])
            lines.append(
                f"h{h + 1}.net = i1 * w{h + 1} + i2 * w{h + 5} + w{h + 9} = {x[0]:.6g} * {w[0][h]:.6g} + "
                f"{x[1]:.6g} * {w[1][h]:.6g} + {b[h]:.6g} = {net[h]:.6g}\n"
            )
            out.append(sigmoid(net[h]))
            lines.append(f"h{h + 1}.out = sigmoid(h{h + 1}.net) = sigmoid({net[h]:.6g}) = {out[h]:.6g}\n")
        s = sum(a * k for a, k in zip(out, v)) + c
        lines.append(
            f"o1.net = h1.out * w13 + h2.out * w14 + h3.out * w15 + h4.out * w16 + w17 = {out[0]:.6g} * {v[0]:.6g} + "
            f"{out[1]:.6g} * {v[1]:.6g} + {out[2]:.6g} * {v[2]:.6g} + {out[3]:.6g} * {v[3]:.6g} + {c:.6g} = {s:.6g}\n"
        )
        o = sigmoid(s)
        e = t - o
        slope = o * (1 - o)
        d = slope * e
        lines.append(f"o1.out = sigmoid(o1.net) = sigmoid({s:.6g}) = {o:.6g}\n")
        lines.append(f"loss = 0.5 * (o1.target - o1.out)^2 = 0.5 * ({t:.6g} - {o:.6g})^2 = {0.5 * e * e:.6g}\n")
        lines.append(f"o1.error = o1.target - o1.out = {t:.6g} - {o:.6g} = {e:.6g}\n")
        lines.append(
            f"o1.delta = sigmoid.deriv(o1.net) * o1.error = sigmoid.deriv({s:.6g}) * {e:.6g} = "
            f"{slope:.6g} * {e:.6g} = {d:.6g}\n"
        )
        delta = []
        for h in range(4):
            error = d * v[h]
            lines.append(f"h{h + 1}.error = o1.delta * w{h + 13} = {d:.6g} * {v[h]:.6g} = {error:.6g}\n")
            slope = out[h] * (1 - out[h])
            delta.append(slope * error)
            lines.append(
                f"h{h + 1}.delta = sigmoid.deriv(h{h + 1}.net) * h{h + 1}.error = sigmoid.deriv({net[h]:.6g}) * "
                f"{error:.6g} = {slope:.6g} * {error:.6g} = {delta[h]:.6g}\n"
            )
        for h in range(4):
            lines.append(f"w{h + 13}.grad = -o1.delta * h{h + 1}.out = {-d:.6g} * {out[h]:.6g} = {-d * out[h]:.6g}\n")
        lines.append(f"w17.grad = -o1.delta = {-d:.6g}\n")
        for h in range(4):
            for i in range(2):
                lines.append(
                    f"w{4 * i + h + 1}.grad = -h{h + 1}.delta * i{i + 1} = {-delta[h]:.6g} * {x[i]:.6g} = "
                    f"{-delta[h] * x[i]:.6g}\n"
                )
            lines.append(f"w{h + 9}.grad = -h{h + 1}.delta = {-delta[h]:.6g}\n")
        for h in range(4):
            old = v[h]
            v[h] += out[h] * d * rate
            lines.append(
                f"w{h + 13} = w{h + 13}.old + h{h + 1}.out * o1.delta * rate = {old:.6g} + {out[h]:.6g} * {d:.6g} * "
                f"{rate:.6g} = {v[h]:.6g}\n"
            )
        old = c
        c += d * rate
        lines.append(f"w17 = w17.old + o1.delta * rate = {old:.6g} + {d:.6g} * {rate:.6g} = {c:.6g}\n")
        for h in range(4):
            for i in range(2):
                old = w[i][h]
                w[i][h] += x[i] * delta[h] * rate
                k = 4 * i + h + 1
                lines.append(
                    f"w{k} = w{k}.old + i{i + 1} * h{h + 1}.delta * rate = {old:.6g} + {x[i]:.6g} * {delta[h]:.6g} * "
                    f"{rate:.6g} = {w[i][h]:.6g}\n"
                )
            old = b[h]
            b[h] += delta[h] * rate
            lines.append(
                f"w{h + 9} = w{h + 9}.old + h{h + 1}.delta * rate = {old:.6g} + {delta[h]:.6g} * {rate:.6g} = "
                f"{b[h]:.6g}\n"
            )
        write("".join(lines))


main()
