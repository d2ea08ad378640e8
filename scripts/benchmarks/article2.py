"""The program of article 2, "Learning XOR in Python", for Python 3: the peer of W2.

article2.py SEED
"""
import sys

import numpy as np

np.random.seed(int(sys.argv[1]))


def get_target(x):
    return 1 if (x[0] > 0.5 and x[1] <= 0.5) or (x[0] <= 0.5 and x[1] > 0.5) else 0


def generate_dataset(size):
    inputs = np.random.randint(0, 2, (size, 2))
    inputs = inputs.astype(float)
    inputs += np.random.randn(size, 2) / 10
    targets = np.apply_along_axis(get_target, 1, inputs)
    return inputs, targets


def activation(x):
    return 1 / (1 + np.exp(-x))


def d_activation(x):
    return activation(x) * (1 - activation(x))


inputs, targets = generate_dataset(200)
n_hidden = 2
W_ih = np.random.randn(2, n_hidden)
W_ho = np.random.rand(n_hidden, 1)
b_h = np.random.randn(1, n_hidden)
b_o = np.random.rand(1, 1)
mse = float("inf")
misclassifications = 0
epoch = 1
learning_rate = 0.1
while mse > 1e-6 and epoch < 2000:
    errors = []
    misclassifications = 0
    for x, y in zip(inputs, targets):
        x = np.reshape(x, (1, 2))
        net_h = x.dot(W_ih) + b_h
        out_h = activation(net_h)
        net_o = out_h.dot(W_ho) + b_o
        prediction = activation(net_o)
        label = 1 if prediction > 0.5 else 0
        if label != y:
            misclassifications += 1
        error = 0.5 * np.square(y - prediction)
        errors.append(error)
        delta_o = (y - prediction) * d_activation(net_o)
        W_ho += learning_rate * delta_o * out_h.T
        b_o += learning_rate * delta_o
        delta_h = d_activation(net_h) * W_ho.T * delta_o
        W_ih += learning_rate * x.T.dot(delta_h)
        b_h += learning_rate * delta_h
    new_mse = np.mean(errors)
    if epoch % 10 == 1:
        print("Error after epoch %d: %s" % (epoch, new_mse))
    if new_mse > mse and epoch > 20:
        learning_rate *= 0.5
        learning_rate = max(learning_rate, 1e-6)
        print("New learning rate: %s" % learning_rate)
    if 0 < mse - new_mse < 1e-6:
        break
    mse = new_mse
    epoch += 1
print(
    "Finished training after %d epochs. Misclassifications in last epoch: %f%%"
    % (epoch, misclassifications * 100.0 / len(inputs))
)
