/// `NAME = FORMULA = NUMBERS PUT IN = RESULT`: a derivation with the values of a record.
package struct EquationLine: Sendable {
  package var name: String
  package var formula: String?
  /// With the arguments put in, then with the functions' values, where these stand inside something larger.
  package var numbers: [String]
  package var result: String

  package init(name: String, formula: String?, numbers: [String], result: String) {
    self.name = name
    self.formula = formula
    self.numbers = numbers
    self.result = result
  }

  /// Parts that read the same stand once.
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
