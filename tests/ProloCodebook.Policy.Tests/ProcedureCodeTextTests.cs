namespace ProloCodebook.Policy.Tests;

public class ProcedureCodeTextTests
{
    [Theory]
    [InlineData("M0076", "M0076")]
    [InlineData(" m0076\t", "M0076")]
    [InlineData("M0076-59", "M0076")]
    [InlineData("M0076:59:LT", "M0076")]
    [InlineData("HC:M0076", "M0076")]
    [InlineData("hc:m0076:59", "M0076")]
    [InlineData("HC^M0076^59", "M0076")]
    [InlineData("HC>20999>59", "20999")]
    [InlineData("M0076 - 59", "M0076")]
    [InlineData("M00769", "M00769")]
    [InlineData("HC", "HC")]
    [InlineData("AB:M0076", "AB")]
    [InlineData("-59", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("see M0076", "SEE M0076")]
    public void The_bare_code(string? text, string code) => Assert.Equal(code, ProcedureCodeText.Normalize(text));
}
