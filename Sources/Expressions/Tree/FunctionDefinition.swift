/// A user-defined function: parameters and body.
package struct FunctionDefinition: Sendable {
  package var parameters: [String]
  package var body: Expression

  package init(parameters: [String], body: Expression) {
    self.parameters = parameters
    self.body = body
  }
}
