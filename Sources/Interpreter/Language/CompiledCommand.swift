/// A command that can be part of a `LoopProgram`.
protocol CompiledCommand: Command {
  /// Adds its code. Throws `NotCompiled` if it can only be interpreted.
  func compile(_ compiler: inout LoopCompiler) throws(LoopCompiler.NotCompiled)
}
