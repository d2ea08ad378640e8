import Interpreter
import LineEditor
import Safety

extension Runner {
  /// Goes through the files of a subcommand one by one, under the rules of `--safe` if they apply.
  ///
  /// - Parameters:
  ///   - paths: `-` for standard input.
  ///   - body: returns an exit code; throws `FileError`, `Interrupted`, or a `Diagnostic` that ends it.
  /// - Returns: the highest code: of `body`, 3 for a `Diagnostic` or the time limit of `--safe`, 4 for a file that
  ///   cannot be read or written.
  func forEach(_ paths: [String], _ body: (_ path: String) throws -> Int32) -> Int32 {
    safe?.begin(running: paths, quietly: invocation.isQuiet)
    var code: Int32 = 0
    for path in paths {
      safe?.enter(path)
      let name = path == "-" ? "<stdin>" : path
      do {
        code = max(code, try body(path))
      } catch let diagnostic as Diagnostic {
        let errors = StandardStream.errors
        errors.write(rendered: diagnostic.rendered(color: errors.isColored(invocation.color)))
        code = max(code, 3)
      } catch let error as FileError where !error.isInterruption {
        StandardStream.errors.write("nnsh: error: \(visibleName(name)): \(error.reason)\n")
        code = max(code, 4)
      } catch  where safe?.reportsTimeLimit(of: name) == true {
        code = max(code, 3)
      } catch {
        Signals.reraise(Platform.interrupt)
      }
    }
    return code
  }
}
