using ProloCodebook;

[assembly: PolicyExempt("It measures; nothing in it is sent to a payer.")]
