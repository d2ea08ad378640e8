import NeuralNetwork

/// Limits the kernels to an instruction set, `baseline`, `avx2` or `avx512`; false for an unknown name.
package func useProcessor(named name: String) -> Bool {
  guard let processor = Processor(rawValue: name) else { return false }
  processor.use()
  return true
}
