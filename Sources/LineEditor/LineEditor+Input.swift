import CLibedit

/// Waiting for keys and handling signals meanwhile.
extension LineEditor {
  /// The next character for libedit; nil ends the line for the reason in `outcome`.
  func readCharacter() -> Unicode.Scalar? {
    if activity == .editing { edits.note(line, cursor) }
    if input.isEmpty, !inputIsWaiting { paint() }
    defer { eraseHint() }
    var isLast = false
    while outcome == nil {
      switch input.next(isLast: isLast) {
      case .character(let scalar): return scalar.shownInLine
      case .incomplete: _ = waitForInput(milliseconds: -1)
      // Long enough for a sequence that arrives in pieces, too short to be noticed after pressing escape.
      case .incompleteSequence: isLast = !waitForInput(milliseconds: 50)
      }
    }
    return nil
  }

  /// The next character for a key function that reads more keys.
  func nextKey() -> Unicode.Scalar? {
    var key: wchar_t = 0
    guard el_wgetc(editor, &key) == 1 else { return nil }
    return Unicode.Scalar(UInt32(bitPattern: key))
  }

  private var inputIsWaiting: Bool {
    Platform.waitForInput(milliseconds: 0)?.input == true
  }

  /// Waits for bytes or a signal and handles them; false on timeout.
  func waitForInput(milliseconds: Int32) -> Bool {
    guard let ready = Platform.waitForInput(or: cl_signal_pipe(), milliseconds: milliseconds) else { return false }
    if ready.other { drainSignals() }
    // A signal may also have come while the wait was ending.
    handleSignals()
    if outcome == nil, ready.input { readBytes() }
    return true
  }

  private func readBytes() {
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
      do throws(Platform.Failure) {
        let count = try Platform.read(Platform.standardInput, into: buffer)
        input.append(buffer.prefix(count))
        // The terminal was closed.
        if count == 0 { outcome = .endOfInput }
      } catch {
        if !error.isTemporary { outcome = .endOfInput }
      }
    }
  }

  // MARK: Signals

  func drainSignals() {
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while (try? Platform.read(cl_signal_pipe(), into: buffer)) ?? 0 > 0 {}
    }
  }

  private func handleSignals() {
    let termination = cl_take_termination()
    if termination != 0 {
      leaveLine()
      menu = nil
      write("\r\n")
      outcome = .terminated(termination)
    } else if Signals.interruptRequested {
      Signals.clear()
      input.removeAll()
      leaveLine()
      menu = nil
      write("^C\r\n")
      outcome = .interrupted
    } else {
      if cl_take_suspension() { suspend() }
      if cl_take_continuation() { resume() }
      if cl_take_resize() { resize() }
    }
  }

  /// Moves to where other output may begin: after the line, without a menu below it.
  private func leaveLine() {
    // While a list is shown, the cursor is on a row of its own.
    guard activity != .listing else { return write("\r\u{1B}[K") }
    eraseMenu()
    moveToLineEnd()
  }

  private func suspend() {
    leaveLine()
    write("\u{1B}[?2004l\r\n")
    cl_set_raw(editor, false)
    cl_suspend()
    _ = cl_take_continuation()
    resume()
  }

  /// Sets up the terminal again, which other programs have used since.
  private func resume() {
    cl_set_raw(editor, false)
    cl_set_raw(editor, true)
    write("\u{1B}[?2004h\r\u{1B}[J")
    el_resize(editor)
    cl_redraw(editor)
    paint()
    drawMenu()
  }

  private func resize() {
    guard activity != .listing else {
      el_resize(editor)
      return
    }
    eraseLine(afterResize: true)
    el_resize(editor)
    cl_redraw(editor)
    paint()
    drawMenu()
  }
}
