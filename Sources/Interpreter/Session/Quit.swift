/// `quit` with its exit code.
package struct Quit: Error {
  package let code: Int32
}
