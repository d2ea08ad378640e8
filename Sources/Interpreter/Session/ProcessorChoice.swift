import NeuralNetwork

/// Holds the kernels to an instruction set, `baseline`, `avx2` or `avx512`; false for another name.
package func useProcessor(named name: String) -> Bool {
  guard let processor = Processor(rawValue: name) else { return false }
  processor.use()
  return true
}
