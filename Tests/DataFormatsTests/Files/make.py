"""Writes the files beside it, by the libraries that own their formats: numpy 2.4, safetensors 0.8."""
import os
import zipfile

import numpy as np
from safetensors.numpy import save_file

os.chdir(os.path.dirname(os.path.abspath(__file__)))

inputs = np.array([[0, 0.5], [0.25, -1], [1, 3]])
targets = np.array([[0], [1], [2]])
np.savez("stored.npz", inputs=inputs, targets=targets)
np.savez_compressed("deflated.npz", x=np.asfortranarray(inputs.astype("f4")), y=targets.astype("i2"))
# Long enough for a table of codes of its own, and for copies from far back.
wave = np.round(np.sin(np.arange(4000) / 7), 3).reshape(1000, 4)
np.savez_compressed("wave.npz", wave)
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
