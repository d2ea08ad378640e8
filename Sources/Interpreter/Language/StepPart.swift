/// A command that is a step, or a part of one.
protocol StepPart: Command {
  func add(to steps: inout SilentSteps) throws(SilentSteps.NotSteps)
}
