import Expressions

extension Interpreter {
  /// The fault of a command; nil if it succeeds. The session is restored in any case.
  func fault(of statement: Statement) throws -> Fault? {
    let before = (session, changes)
    defer { (session, changes) = before }
    do {
      try perform(statement)
    } catch is Quit {
      return nil
    } catch {
      guard let fault = diagnostics(of: error)?.first?.fault else { throw error }
      return fault
    }
    return nil
  }
}
