"""Writes the files beside it, by the libraries that own their formats: numpy 2.4, safetensors 0.8, onnx 1.23.

Those of FANN 2.2 are written by Debian's python3-fann2: /usr/bin/python3 make.py fann. Those of SNNS were written by its
kernel in the R package RSNNS 0.4-18 (saveNet, saveNewPatterns), after it had read what nnsh saves of
  seed 3; net 2 2:tanh 2; init normal 0 1; data xnor; data onehot
"""
import os
import sys
import zipfile
import zlib

os.chdir(os.path.dirname(os.path.abspath(__file__)))
if sys.argv[1:] == ["fann"]:
    from fann2 import libfann

    # Shortcuts, a steepness of its own, and biases of some layers only.
    net = libfann.neural_net()
    net.create_shortcut_array((2, 1, 1))
    net.set_activation_function_hidden(libfann.SIGMOID_SYMMETRIC)
    net.set_activation_function_output(libfann.SIGMOID)
    net.randomize_weights(-1, 1)
    net.save("shortcut.net")
    data = libfann.training_data()
    data.set_train_data([[0, 0.5], [0.25, -1], [1, 3]], [[0], [1], [2]])
    data.save_train("fann.data")
    sys.exit()

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

inputs = np.array([[0, 0.5], [0.25, -1], [1, 3]])
targets = np.array([[0], [1], [2]])
np.savez("stored.npz", inputs=inputs, targets=targets)
# With the sizes and offsets of archives of more than 4 GB.
limit, zipfile.ZIP64_LIMIT = zipfile.ZIP64_LIMIT, 10
np.savez("large.npz", inputs=inputs, targets=targets)
zipfile.ZIP64_LIMIT = limit
with open("large.npz", "r+b") as file:
    # The number of files, and where their list begins, are elsewhere.
    for offset in (-14, -6):
        file.seek(offset, 2)
        file.write(b"\xff" * 4)
np.savez_compressed("deflated.npz", x=np.asfortranarray(inputs.astype("f4")), y=targets.astype("i2"))
# Long enough for a table of codes of its own, and for copies from far back.
wave = np.round(np.sin(np.arange(4000) / 7), 3).reshape(1000, 4)
np.savez_compressed("wave.npz", wave)
# Copies of every length from every range of distances, in DEFLATE's fixed codes, and bytes that cannot be compressed.
copies, number = bytearray(b"nnsh"), 1
while len(copies) < 520 * 64:
    number = number * 75 % 65537
    copies.append(number % 256)
    start = len(copies) - 1 - number // 4 * 31 % (min(len(copies), 32000) if number % 4 else 8)
    for index in range(3 + (number // 256 if number % 3 else number % 16)):
        copies.append(copies[start + index])
x = np.frombuffer(copies, "u1", 520 * 64).reshape(520, 64)
y = np.random.RandomState(1).randint(0, 256, (520, 3)).astype("u1")
zipfile._get_compressor = lambda *_: zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FIXED)
np.savez_compressed("copies.npz", x=x, y=y)
np.save("fortran.npy", np.asfortranarray(np.array([[1, 2, 3], [4, 5, 6]], dtype=">i4")))

torch = {
    "0.weight": np.array([[0.5, -1.5], [2, 0.125], [3, -0.25]], dtype="f4"),
    "0.bias": np.array([0.1, 0.2, 0.3], dtype="f4"),
    "2.weight": np.array([[1, 2, 3]], dtype="f8"),
    "2.bias": np.array([-1], dtype="f8"),
}
save_file(torch, "torch.safetensors", metadata={"format": "pt"})
np.savez("keras.npz", *[a.T if a.ndim == 2 else a for a in torch.values()])
np.savez("layers.npz", *torch.values())

# As torch.onnx.export writes Linear, ReLU, Linear, SiLU: Gemm with the weights as units × sources.
tensors = [numpy_helper.from_array(array, name) for name, array in torch.items() if name != "2.bias"]
nodes = [
    helper.make_node("Gemm", ["x", "0.weight", "0.bias"], ["/0"], alpha=1.0, beta=1.0, transB=1),
    helper.make_node("Relu", ["/0"], ["/1"], name="/1/Relu"),
    helper.make_node("Constant", [], ["2.bias"], value=helper.make_tensor("", TensorProto.DOUBLE, [1], [-1.0])),
    helper.make_node("Gemm", ["/1", "2.weight", "2.bias"], ["/2"], alpha=1.0, beta=1.0, transB=1),
    helper.make_node("Sigmoid", ["/2"], ["/3"]),
    helper.make_node("Mul", ["/2", "/3"], ["y"]),
]
value = lambda name, size: helper.make_tensor_value_info(name, TensorProto.DOUBLE, ["n", size])
graph = helper.make_graph(nodes, "main", [value("x", 2)], [value("y", 1)], tensors)
onnx.save(helper.make_model(graph), "torch.onnx")
