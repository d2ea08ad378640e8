/// An arithmetic in which optimizers compute steps; dispatched once for all parameters of an update.
package protocol OptimizerSteps: Arithmetic {
  static func run(_ method: any OptimizerMethod, _ steps: ParameterSteps<Self>)
}

extension FusedDouble: OptimizerSteps {
  package static func run(_ method: any OptimizerMethod, _ steps: ParameterSteps<FusedDouble>) { method.run(steps) }
}

extension FusedSingle: OptimizerSteps {
  package static func run(_ method: any OptimizerMethod, _ steps: ParameterSteps<FusedSingle>) { method.run(steps) }
}

extension TextbookSingle: OptimizerSteps {
  package static func run(_ method: any OptimizerMethod, _ steps: ParameterSteps<TextbookSingle>) {
    method.runGeneric(steps)
  }
}

extension TextbookDouble: OptimizerSteps {
  package static func run(_ method: any OptimizerMethod, _ steps: ParameterSteps<TextbookDouble>) { method.run(steps) }
}
