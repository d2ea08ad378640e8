" Vim syntax file for nnsh scripts, printed by `nnsh grammar vim`.
if exists('b:current_syntax')
  finish
endif
syntax case match
syntax iskeyword @,48-57,-,_
syntax match nnComment /\%(^\|\s\|;\)\zs#.*$/
syntax match nnOutput /^\s*\zs#>.*$/
syntax match nnEscape /\\[nt"\\]/ contained
syntax region nnString start=/"/ skip=/\\./ end=/"/ contains=nnEscape
syntax region nnString start=/'/ end=/'/
syntax match nnNumber /\<[0-9][0-9_]*\%(\.[0-9]\+\)\?\%([eE][-+]\?[0-9]\+\)\?\>/
syntax match nnCommand /\%(^\|;\|{\)\s*\zs!/
syntax keyword nnCommand activation backward batch break check clip connect continue convention data
syntax keyword nnCommand decay detail diff digest digits disconnect dropout expect explain flat-spot
syntax keyword nnCommand for forward freeze gradcheck hand help if init let lines loss name net
syntax keyword nnCommand optimizer precision predict print quit rate redo repeat report reset restore
syntax keyword nnCommand rule sample schedule seed set share show shuffle skip snapshot source step
syntax keyword nnCommand stop test threads train undo unfreeze unwatch update watch weights while
syntax keyword nnOperand accuracy adadelta adagrad adam adamw after all and arithmetic as auto bare
syntax keyword nnOperand bias bipolar brief by by-fractions c-drand48 c-half-open change circle clear
syntax keyword nnOperand constant cosine cross-entropy data-loader default-rng delta deltas
syntax keyword nnOperand derivative double during else encoder epoch epoch-loss epochs error exact
syntax keyword nnOperand exponential first floor formula from full functions fused gauss genetic
syntax keyword nnOperand gradient gradients half-even half-squared halve-on-rise he header hebb high
syntax keyword nnOperand hinge history huber improvement in in-order in-place inputs integers
syntax keyword nnOperand inverse-time java keras l1 l2 last last-gradient latex layer lecun linear
syntax keyword nnOperand load log low mae markdown matlab max mean mean-absolute mean-squared minmax
syntax keyword nnOperand misapplied misclassified momentum moons mse nadam nan nand nesterov
syntax keyword nnOperand nguyen-widrow no-bias no-header noisy-xor nor normal normalize not numbers
syntax keyword nnOperand numpy off on onehot or order out output parity patience perceptron
syntax keyword nnOperand perceptron-target plus product python python-normalvariate quickprop rest
syntax keyword nnOperand result rmsprop round rprop samples save second seconds sent-back settings
syntax keyword nnOperand sgd sign single sklearn spiral split squared sse strict sum summary target
syntax keyword nnOperand targets tensorflow textbook threshold together torch torch-double truncate
syntax keyword nnOperand uniform unit units until updates variables widrow-hoff with-replacement
syntax keyword nnOperand wrong xavier xnor xor zeros zscore
highlight default link nnComment Comment
highlight default link nnOutput SpecialComment
highlight default link nnString String
highlight default link nnEscape SpecialChar
highlight default link nnNumber Number
highlight default link nnCommand Statement
highlight default link nnOperand Type
let b:current_syntax = 'nn'
