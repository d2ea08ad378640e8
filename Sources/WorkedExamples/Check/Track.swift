/// Which numbers names stand for in an evaluation.
enum Track: Sendable { case printed, unrounded, corrected }
