/// Thrown by `skip` to end the source being run.
package struct Skip: Error {
  package let reason: String
}
