/// `NAME = FORMULA = NUMBERS = RESULT`: a derivation with recorded values.
package struct EquationLine: Sendable {
  package var name: String
  package var formula: String?
  /// The formula with numbers substituted for names, and then for function calls inside larger expressions.
  package var numbers: [String]
  package var result: String

  package init(name: String, formula: String?, numbers: [String], result: String) {
    self.name = name
    self.formula = formula
    self.numbers = numbers
    self.result = result
  }

  /// The line with the given parts; a part that repeats the one before it is omitted.
  package func text(_ parts: LineParts) -> String {
    var list = [name]
    if parts == .full || parts == .formula, let formula { list.append(formula) }
    if parts == .full || parts == .numbers { list += numbers }
    list.append(result)
    var distinct = [list[0]]
    for part in list.dropFirst() where distinct.count == 1 || distinct.last != part { distinct.append(part) }
    return distinct.joined(separator: " = ")
  }
}
