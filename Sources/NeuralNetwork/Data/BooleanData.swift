// Truth tables and codes: complete, without random numbers.

/// A Boolean function of two bits.
package enum LogicGate: String, Sendable, CaseIterable {
  case xor, and, or, nand, nor, xnor

  func value(_ a: Bool, _ b: Bool) -> Bool {
    switch self {
    case .xor: a != b
    case .and: a && b
    case .or: a || b
    case .nand: !(a && b)
    case .nor: !(a || b)
    case .xnor: a == b
    }
  }
}

extension SampleSet {
  /// The four samples of a gate: 0 0, 0 1, 1 0, 1 1.
  package static func gate(_ gate: LogicGate) -> SampleSet {
    table(name: gate.rawValue, bits: 2) { gate.value($0[0], $0[1]) }
  }

  /// All 2ⁿ samples of n bits, 1 to 16, counting up with the first input as the highest bit; the target is 1 for an odd
  /// number of ones. Throws `size`.
  package static func parity(_ bits: Int) throws(SampleSetError) -> SampleSet {
    guard 1...16 ~= bits else { throw .size(lowest: 1, highest: 16) }
    return table(name: "parity \(bits)", bits: bits) { $0.reduce(false) { $0 != $1 } }
  }

  /// The n samples, 1 to 1024, in which exactly one of n inputs is 1; the targets are the inputs. Throws `size`.
  ///
  /// Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines" (1985): n-m-n networks learn a code
  /// for them.
  package static func encoder(_ bits: Int) throws(SampleSetError) -> SampleSet {
    guard 1...1024 ~= bits else { throw .size(lowest: 1, highest: 1024) }
    let identity = oneHot(Array(0..<bits), classCount: bits)
    return try SampleSet(
      name: "encoder \(bits)", inputs: identity, inputCount: bits, targets: identity, targetCount: bits)
  }

  private static func table(name: String, bits: Int, _ function: ([Bool]) -> Bool) -> SampleSet {
    var inputs: [Double] = []
    var targets: [Double] = []
    for row in 0..<1 << bits {
      let values = (0..<bits).map { row >> (bits - 1 - $0) & 1 == 1 }
      inputs += values.map { $0 ? 1 : 0 }
      targets.append(function(values) ? 1 : 0)
    }
    return SampleSet(name: name, evenInputs: inputs, inputCount: bits, evenTargets: targets)
  }
}
