import Expressions
import WorkedExamples

extension Interpreter {
  /// Runs a block again and again.
  ///
  /// - Parameters:
  ///   - condition: what has to hold before each iteration; nil for nothing.
  ///   - begin: called before each iteration, with the number of those before it.
  func loop(
    _ name: String, _ block: Block, times count: Int, while condition: Expression? = nil, begin: ((Int) -> Void)? = nil
  ) throws {
    frames.append(Frame(.loop(name: name)))
    defer { frames.removeLast() }
    let own = frames.count - 1
    while try frames[own].iteration < count && (condition?.truth(in: self) ?? true || options.isDry) {
      begin?(frames[own].iteration)
      frames[own].iteration += 1
      try countIteration()
      if block.statements.isEmpty, isInterrupted() { throw Interrupted() }
      if options.isDry, frames[own].iteration > 1 { throw DryLoopEnd() }
      try perform(block)
      let done = frames[own].iteration
      // A variable may become a number late; to look for that after every iteration would take too long.
      if begin == nil, done >= 16, done & (done - 1) == 0 {
        if try finish(block, times: count - done, while: condition) { return }
        if condition == nil, try skipSilentSteps(of: block, times: count - done) { frames[own].iteration = count - 1 }
      }
    }
  }

  /// Whether iterations of a loop may be run without interpreting them.
  private var canCompile: Bool { !session.isWatching && !options.isDry && options.bounds == nil }

  private func requireNotStopped(at range: SourceRange) throws {
    if isInterrupted() { throw Interrupted() }
    do throws(Fault) { try Limits.check(at: range) } catch {
      throw error.kind == .interrupted ? Interrupted() : Diagnostic(error, in: source, trail: trail)
    }
  }

  /// Runs all but the last of the remaining iterations of a loop as `SilentSteps`.
  ///
  /// - Returns: false if they have to be interpreted.
  private func skipSilentSteps(of block: Block, times count: Int) throws -> Bool {
    guard canCompile, count > 1, let steps = SilentSteps(block, in: self),
      let run = steps.run(count - 1, check: { try requireNotStopped(at: block.range) })
    else { return false }
    session = run.session
    changes &+= 1
    guard let error = run.error else { return true }
    // The passes that are shown are those of the last step.
    try step(run.inputs, run.targets, sample: run.sample)
    throw error
  }

  /// Runs the remaining iterations of a loop as a `LoopProgram`.
  ///
  /// - Returns: false if they have to be interpreted.
  private func finish(_ block: Block, times count: Int, while condition: Expression?) throws -> Bool {
    guard canCompile,
      var program = LoopCompiler.program(of: block, times: count, while: condition, in: session)
    else { return false }
    defer {
      for variable in program.variables where variable.isAssigned {
        session.variables[variable.name] = .number(program.registers[Int(variable.register)])
        changes &+= 1
      }
    }
    try program.run { try requireNotStopped(at: block.range) }
    return true
  }

  /// Changes the name of the innermost loop, which is said with an error in it.
  func rename(loop name: String) { frames[frames.count - 1].kind = .loop(name: name) }

  private func countIteration() throws(Fault) {
    guard let limit = options.bounds?.iterations else { return }
    iterations += 1
    guard iterations <= limit else { throw Fault("more than \(limit) iterations, the limit of --safe") }
  }
}

/// Thrown after the first iteration of a loop in a dry run.
struct DryLoopEnd: Error {}
