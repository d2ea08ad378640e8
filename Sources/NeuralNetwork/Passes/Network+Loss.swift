extension Network {
  /// E of one sample; see `LossRule.value`.
  package func loss(_ pass: ForwardPass, target: [Double], _ loss: Loss, _ conventions: Conventions = Conventions())
    -> Double
  {
    conventions.arithmetic == .textbook
      ? self.loss(pass, target: target, loss, in: TextbookDouble.self)
      : self.loss(pass, target: target, loss, in: FusedDouble.self)
  }

  func loss<A: Arithmetic>(_ pass: ForwardPass, target: [Double], _ loss: Loss, in _: A.Type) -> Double {
    let first = topology.outputUnits.lowerBound
    return LossRule(loss, topology).value(in: A.self, target: { target[$0] }, out: { pass.out[first + $0] })
  }
}
