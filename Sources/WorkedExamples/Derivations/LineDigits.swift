/// The digits of the numbers put in for names, and of the function values put in for calls.
struct LineDigits {
  var numbers: Int
  var values: Int
}
