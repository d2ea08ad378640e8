import CLibedit
import Glibc

/// Waiting for keys, and what signals do meanwhile.
extension LineEditor {
  /// The next character for libedit; nil ends the line, and `outcome` says why.
  func readCharacter() -> Unicode.Scalar? {
    if input.isEmpty, !inputIsWaiting { paint() }
    defer { eraseHint() }
    var isLast = false
    while outcome == nil {
      switch input.next(isLast: isLast) {
      case .character(let scalar): return scalar
      case .incomplete: _ = waitForInput(milliseconds: -1)
      // Long enough for a sequence that arrives in pieces, too short to be noticed by who pressed escape.
      case .incompleteSequence: isLast = !waitForInput(milliseconds: 50)
      }
    }
    return nil
  }

  /// The next character for a key's function that reads on by itself.
  func nextKey() -> Unicode.Scalar? {
    var key: wchar_t = 0
    guard el_wgetc(editor, &key) == 1 else { return nil }
    return Unicode.Scalar(UInt32(bitPattern: key))
  }

  private var inputIsWaiting: Bool {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0
  }

  /// Waits for bytes or a signal and handles it; false if the time has passed.
  func waitForInput(milliseconds: Int32) -> Bool {
    var descriptors = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: cl_signal_pipe(), events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    if ready == 0 { return false }
    handleSignals()
    if outcome == nil, ready > 0, descriptors[0].revents != 0 { readBytes() }
    return true
  }

  private func readBytes() {
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
      let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
      if count > 0 {
        input.append(buffer.prefix(count))
      } else if count == 0 || errno != EINTR && errno != EAGAIN {
        // The terminal is gone.
        outcome = .endOfInput
      }
    }
  }

  // MARK: Signals

  func drainSignals() {
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while read(cl_signal_pipe(), buffer.baseAddress, buffer.count) > 0 {}
    }
  }

  private func handleSignals() {
    drainSignals()
    let termination = cl_take_termination()
    if termination != 0 {
      moveBehindLine()
      write("\r\n")
      outcome = .terminated(termination)
    } else if Signals.interruptRequested {
      Signals.clear()
      input.removeAll()
      moveBehindLine()
      write("^C\r\n")
      outcome = .interrupted
    } else {
      if cl_take_suspension() { suspend() }
      if cl_take_continuation() { resume() }
      if cl_take_resize() { resize() }
    }
  }

  private func suspend() {
    moveBehindLine()
    write("\u{1B}[?2004l\r\n")
    cl_set_raw(editor, false)
    cl_suspend()
    _ = cl_take_continuation()
    resume()
  }

  /// Whoever stopped the process has used the terminal since.
  private func resume() {
    cl_set_raw(editor, false)
    cl_set_raw(editor, true)
    write("\u{1B}[?2004h\r\u{1B}[J")
    el_resize(editor)
    cl_redraw(editor)
    paint()
  }

  private func resize() {
    eraseLine(afterResize: true)
    el_resize(editor)
    cl_redraw(editor)
    paint()
  }
}
