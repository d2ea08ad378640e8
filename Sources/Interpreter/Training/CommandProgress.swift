extension Interpreter {
  /// Shows how far a command is that may take longer than a moment; costs a look at the clock.
  ///
  /// - Parameter share: from 0 to 1.
  func showProgress(_ task: @autoclosure () -> String, share: @autoclosure () -> Double) {
    guard let progress = output.progress, progress.isDue else { return }
    progress.draw(
      ProgressLine(task(), share: share(), seconds: progress.seconds).text(columns: progress.columns))
  }
}
