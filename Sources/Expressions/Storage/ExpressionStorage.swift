/// What an expression refers to, an arena or a node of its own: one reference in either case, as copying an expression
/// takes a step for each.
@usableFromInline class ExpressionStorage {}
