SNNS pattern definition file V4.2
generated at Sat Nov 21 23:28:01 2026


No. of patterns : 4
No. of input units : 2
No. of output units : 2

# Input pattern 1:
0 0 
# Output pattern 1:
0 1 
# Input pattern 2:
0 1 
# Output pattern 2:
1 0 
# Input pattern 3:
1 0 
# Output pattern 3:
1 0 
# Input pattern 4:
1 1 
# Output pattern 4:
0 1 
