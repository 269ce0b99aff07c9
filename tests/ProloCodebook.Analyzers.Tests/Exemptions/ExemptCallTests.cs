using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;
using ProloCodebook.Tests.Harness;
using ProloCodebook.Tests.References;
using CallExemptions = ProloCodebook.Exemptions.Exemptions;

namespace ProloCodebook.Tests.Exemptions;

/// <summary>Which calls cannot bill, which log, and what may stand between a code and such a call.</summary>
public sealed class ExemptCallTests
{
    private const string Types = """
        namespace Serilog { public static class Log { public static void Write(string x) { } } public interface ILogger { void Write(string x); } namespace Core { public class Logger { public void Write(string x) { } } } }
        namespace NLog { public class Logger { public void Info(string x) { } } public class Log { public void Info(string x) { } } }
        namespace log4net { public interface ILog { void Info(string x); } }
        namespace Common.Logging { public interface ILog { void Info(string x); } }
        namespace Mine
        {
            public class Logger { public void Info(string x) { } }
            public class Log { public static void Info(string x) { } }
            public interface ILog { void Info(string x); }
            public class ILogger { public void Info(string x) { } }
            public class AuditLogger : Microsoft.Extensions.Logging.ILogger
            {
                public IDisposable BeginScope<T>(T state) => null;
                public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel level) => true;
                public void Log<T>(Microsoft.Extensions.Logging.LogLevel level, Microsoft.Extensions.Logging.EventId id, T state, Exception e, Func<T, Exception, string> f) { }
                public void Audit(string x) { }
            }
            public class AuditWriter : AuditLogger { }
            public class WoodLogger { public void Saw(string x) { } }
            public static class Extensions
            {
                public static void LogCode(this Microsoft.Extensions.Logging.ILogger logger, string x) { }
                public static void Charge(this Microsoft.Extensions.Logging.ILogger logger, string x) { }
                public static void LogNothing() { }
                public static void LogText(this string x, Microsoft.Extensions.Logging.ILogger logger) { }
                public static void LogPlain(Microsoft.Extensions.Logging.ILogger logger, string x) { }
            }
            public class BillingException : Exception { public BillingException(string x) { } public static void ThrowFor(string x) { } public void Send(string x) { } public static string Last { get; set; } }
            public class Exception2 { public Exception2(string x) { } }
            namespace Other { public class Exception { public Exception(string x) { } } }
            public static partial class Messages
            {
                [Microsoft.Extensions.Logging.LoggerMessage(1, Microsoft.Extensions.Logging.LogLevel.Information, "x {Code}")] public static partial void Billed(Microsoft.Extensions.Logging.ILogger logger, string code);
                public static partial void Billed(Microsoft.Extensions.Logging.ILogger logger, string code) { }
                [Obsolete] public static partial void Sent(string code);
                public static partial void Sent(string code) { }
                [Microsoft.Extensions.Logging.LoggerMessage(1, Microsoft.Extensions.Logging.LogLevel.Information, "x {Code}")] public static void Whole(string code) { }
            }
            [System.Runtime.CompilerServices.InterpolatedStringHandler] public class LoggedHandler { public LoggedHandler(int a, int b, Microsoft.Extensions.Logging.ILogger logger) { } public LoggedHandler() { } public void AppendFormatted(string x) { } }
            [System.Runtime.CompilerServices.InterpolatedStringHandler] public class PlainHandler { public PlainHandler(int a, int b) { } public PlainHandler() { } public void AppendFormatted(string x) { } }
            public class UnmarkedHandler { public UnmarkedHandler() { } public UnmarkedHandler(Microsoft.Extensions.Logging.ILogger logger) { } public void AppendFormatted(string x) { } }
            [Obsolete("", false)] public class ObsoleteHandler { public ObsoleteHandler() { } public ObsoleteHandler(Microsoft.Extensions.Logging.ILogger logger) { } public void AppendFormatted(string x) { } }
            [System.Runtime.CompilerServices.InterpolatedStringHandler] public class LoggedAppender { public LoggedAppender() { } public LoggedAppender(Microsoft.Extensions.Logging.ILogger logger) { } public void AppendFormatted(string x) { } }
            public class Trace { public static void Write(string x) { } public static void WriteLine(string x) { } }
            public class Console { public static void WriteLine(string x) { } }
        }
        """;

    [Theory]
    // Exceptions.
    [InlineData("new Exception(\"x\")", true, false)]
    [InlineData("new ArgumentException(\"x\")", true, false)]
    [InlineData("new Mine.BillingException(\"x\")", true, false)]
    [InlineData("Mine.BillingException.ThrowFor(\"x\")", true, false)]
    [InlineData("ArgumentNullException.ThrowIfNull(\"x\")", true, false)]
    [InlineData("new Mine.BillingException(null).Send(\"x\")", false, false)]
    [InlineData("new Mine.Exception2(\"x\")", false, false)]
    [InlineData("new Mine.Other.Exception(\"x\")", false, false)]
    // Loggers, by what they are called and where they are from.
    [InlineData("Serilog.Log.Write(\"x\")", true, true)]
    [InlineData("default(Serilog.ILogger).Write(\"x\")", true, true)]
    [InlineData("default(Serilog.Core.Logger).Write(\"x\")", true, true)]
    [InlineData("default(NLog.Logger).Info(\"x\")", true, true)]
    [InlineData("default(NLog.Log).Info(\"x\")", false, false)]
    [InlineData("default(log4net.ILog).Info(\"x\")", true, true)]
    [InlineData("default(Common.Logging.ILog).Info(\"x\")", true, true)]
    [InlineData("default(Mine.Logger).Info(\"x\")", false, false)]
    [InlineData("Mine.Log.Info(\"x\")", false, false)]
    [InlineData("default(Mine.ILog).Info(\"x\")", false, false)]
    [InlineData("default(Mine.ILogger).Info(\"x\")", false, false)]
    [InlineData("default(Mine.AuditLogger).Audit(\"x\")", true, true)]
    [InlineData("default(Mine.AuditWriter).Audit(\"x\")", true, true)]
    [InlineData("default(Mine.WoodLogger).Saw(\"x\")", false, false)]
    [InlineData("default(Microsoft.Extensions.Logging.ILogger).IsEnabled(default)", true, true)]
    // Extensions of them.
    [InlineData("Mine.Extensions.LogCode(null, \"x\")", true, true)]
    [InlineData("default(Microsoft.Extensions.Logging.ILogger).LogCode(\"x\")", true, true)]
    [InlineData("default(Microsoft.Extensions.Logging.ILogger).Charge(\"x\")", false, false)]
    [InlineData("Mine.Extensions.LogNothing()", false, false)]
    [InlineData("\"x\".LogText(null)", false, false)]
    [InlineData("Mine.Extensions.LogPlain(null, \"x\")", false, false)]
    [InlineData("Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(null, \"x\")", true, true)]
    [InlineData("Microsoft.Extensions.Logging.LoggerExtensions.BeginScope(null, \"x\")", true, true)]
    [InlineData("Microsoft.Extensions.Logging.LoggerMessage.DefineScope(\"x\")", true, true)]
    [InlineData("Mine.Messages.Billed(null, \"x\")", true, true)]
    [InlineData("Mine.Messages.Sent(\"x\")", false, false)]
    [InlineData("Mine.Messages.Whole(\"x\")", false, false)]
    [InlineData("default(Action<Microsoft.Extensions.Logging.ILogger, string>).Invoke(null, \"x\")", true, false)]
    [InlineData("default(Func<Microsoft.Extensions.Logging.ILogger, string, int>).Invoke(null, \"x\")", false, false)]
    [InlineData("default(Action<string, Microsoft.Extensions.Logging.ILogger>).Invoke(\"x\", null)", false, false)]
    [InlineData("default(Action).Invoke()", false, false)]
    // What takes the parts of a message.
    [InlineData("default(Mine.LoggedHandler).AppendFormatted(\"x\")", true, true)]
    [InlineData("default(Mine.PlainHandler).AppendFormatted(\"x\")", false, false)]
    [InlineData("default(Mine.UnmarkedHandler).AppendFormatted(\"x\")", false, false)]
    [InlineData("default(Mine.ObsoleteHandler).AppendFormatted(\"x\")", false, false)]
    [InlineData("default(Mine.LoggedAppender).AppendFormatted(\"x\")", false, false)]
    [InlineData("default(System.Diagnostics.Debug.AssertInterpolatedStringHandler).AppendLiteral(\"x\")", true, true)]
    [InlineData("default(System.Diagnostics.Debug.WriteIfInterpolatedStringHandler).AppendLiteral(\"x\")", true, true)]
    [InlineData("default(System.Text.StringBuilder.AppendInterpolatedStringHandler).AppendLiteral(\"x\")", false, false)]
    [InlineData("default(System.Runtime.CompilerServices.DefaultInterpolatedStringHandler).AppendLiteral(\"x\")", false, false)]
    // Diagnostics and the console.
    [InlineData("System.Diagnostics.Trace.Write(\"x\")", true, true)]
    [InlineData("System.Diagnostics.Debug.Write(\"x\")", true, true)]
    [InlineData("default(System.Diagnostics.TraceSource).TraceInformation(\"x\")", true, true)]
    [InlineData("System.Diagnostics.Debugger.Log(1, \"x\", \"x\")", true, true)]
    [InlineData("default(System.Diagnostics.TraceListener).Write(\"x\")", true, true)]
    [InlineData("System.Diagnostics.Process.Start(\"x\")", false, false)]
    [InlineData("Mine.Trace.Write(\"x\")", false, false)]
    [InlineData("System.Console.WriteLine(\"x\")", false, true)]
    [InlineData("Mine.Console.WriteLine(\"x\")", false, false)]
    [InlineData("string.Concat(\"x\", \"y\")", false, false)]
    public void Calls_that_cannot_bill_and_calls_that_log(string call, bool isExempt, bool isLogging)
    {
        var method = Calls($"class C {{ void M() {{ _ = 0; {call}; }} }}");

        Assert.Equal((isExempt, isLogging), (new CallExemptions(new PolicySymbols()).IsExemptCall(method, null), new CallExemptions(new PolicySymbols()).IsLoggingCall(method)));
    }

    [Fact]
    public void A_reduced_extension_is_the_extension()
    {
        var compilation = Project("class C { }").Compile();
        var extensions = compilation.GetTypeByMetadataName("Mine.Extensions")!;
        var logger = compilation.GetTypeByMetadataName("Microsoft.Extensions.Logging.ILogger")!;
        var exemptions = new CallExemptions(new PolicySymbols());

        Assert.True(exemptions.IsLoggingCall(((IMethodSymbol)extensions.GetMembers("LogCode").Single()).ReduceExtensionMethod(logger)!));
        Assert.False(exemptions.IsLoggingCall(((IMethodSymbol)extensions.GetMembers("Charge").Single()).ReduceExtensionMethod(logger)!));
    }

    [Theory]
    // What makes a text, or looks something up, may stand between.
    [InlineData("throw new Exception(\"M0076\")")]
    [InlineData("throw new Exception(\"M0076\" + i)")]
    [InlineData("throw new Exception($\"M0076 {i}\" + 1)")]
    [InlineData("throw new Exception(string.Format(\"{0}\", \"M0076\"))")]
    [InlineData("throw new Exception(string.Concat(\"M0076\", i).Trim())")]
    [InlineData("throw new Exception(\"M0076\".Trim())")]
    [InlineData("throw new Exception(new string(\"M0076\"))")]
    [InlineData("throw new Exception(new System.Text.StringBuilder(\"M0076\").ToString())")]
    [InlineData("throw new Exception(new System.Text.StringBuilder().Append(\"M0076\").ToString())")]
    [InlineData("throw new Exception(new[] { \"M0076\" }.First())")]
    [InlineData("throw new Exception(new List<string>(new[] { \"M0076\" })[0])")]
    [InlineData("throw new Exception(words[\"M0076\"])")]
    [InlineData("throw new Exception(i > 0 ? \"M0076\" : \"x\")")]
    [InlineData("throw new Exception(words.ContainsKey(\"M0076\") ? \"a\" : \"b\")")]
    [InlineData("throw new Exception(\"a\") { Source = \"M0076\" }")]
    [InlineData("throw new Exception(\"a\", new Exception(\"M0076\"))")]
    [InlineData("System.Diagnostics.Trace.WriteLine(string.Join(\",\", new[] { \"M0076\" }))")]
    [InlineData("System.Diagnostics.Debug.Assert(i > 0, $\"{i} M0076\")")]
    // Not code of one's own, a variable, or what is done later.
    [InlineData("throw new Exception(Own({|REF:\"M0076\"|}))")]
    [InlineData("throw new Exception(new Box({|REF:\"M0076\"|}).ToString())")]
    [InlineData("throw new Exception(make({|REF:\"M0076\"|}))")]
    [InlineData("{ string Local(string x) => x; throw new Exception(Local({|REF:\"M0076\"|})); }")]
    [InlineData("{ string s; throw new Exception(s = {|REF:\"M0076\"|}); }")]
    [InlineData("throw new Exception(new Func<string>(() => {|REF:\"M0076\"|})())")]
    [InlineData("throw new Exception(new[] { \"a\" }.Select(x => { Bill({|REF:\"M0076\"|}); return x; }).First())")]
    [InlineData("throw new Exception(new[] { \"a\" }.Select(x => { var s = {|REF:\"M0076\"|}; return s; }).First())")]
    [InlineData("throw new Exception(new[] { \"a\" }.Select(x => { return {|REF:\"M0076\"|}; }).First())")]
    [InlineData("throw new Exception(System.Console.ReadLine() + System.IO.File.ReadAllText({|REF:\"M0076\"|}))")]
    [InlineData("System.Console.WriteLine({|REF:\"M0076\"|})")]
    [InlineData("_ = new Box(\"a\") { Text = {|REF:\"M0076\"|} }")]
    [InlineData("new List<string>().Add({|REF:\"M0076\"|})")]
    [InlineData("words.Add({|REF:\"M0076\"|}, \"a\")")]
    public Task What_may_stand_between_a_code_and_a_call_that_cannot_bill(string statement)
        => Project($$"""
            class Box { public Box(string x) { } public string Text; }
            class C { string Own(string x) => x; void M(int i, Dictionary<string, string> words, Func<string, string> make) { {{statement}}; } }
            """).VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    [Theory]
    [InlineData("class C { [PolicyExempt(\"why\")] void M() { Bill(\"M0076\"); } void N() { Bill({|REF:\"M0076\"|}); } }")]
    [InlineData("[PolicyExempt(\"why\")] class C { string f = \"M0076\"; class D { void M() { Bill(\"M0076\"); } } }")]
    [InlineData("[assembly: PolicyExempt(\"why\")] class C { void M() { Bill(\"M0076\"); } }")]
    [InlineData("[module: PolicyExempt(\"why\")] class C { void M() { Bill(\"M0076\"); } }")]
    [InlineData("class C { [PolicyExempt(\"why\")] string P { get { return \"M0076\"; } set { Bill(\"M0076\"); } } string Q { [PolicyExempt(\"why\")] get { return \"M0076\"; } set { Bill({|REF:\"M0076\"|}); } } }")]
    [InlineData("class C { [PolicyExempt(\"why\")] event Action E { add { Bill(\"M0076\"); } remove { } } }")]
    [InlineData("partial class C { [PolicyExempt(\"why\")] partial void M(); partial void M() { Bill(\"M0076\"); } void Call() => M(); }")]
    [InlineData("partial class C { partial void M(); [PolicyExempt(\"why\")] partial void M() { Bill(\"M0076\"); } void Call() => M(); }")]
    [InlineData("class C { void M() { [PolicyExempt(\"why\")] void F() { Bill(\"M0076\"); } F(); Bill({|REF:\"M0076\"|}); } }")]
    [InlineData("class C { void M() { Action a = [PolicyExempt(\"why\")] () => Bill(\"M0076\"); a(); Action b = () => Bill({|REF:\"M0076\"|}); b(); } }")]
    [InlineData("class C { void M() { Action a = [PolicyExempt(\"why\")] () => { void F() { Bill(\"M0076\"); } F(); }; a(); } }")]
    [InlineData("class C { void M([PolicyExempt(\"why\")] string a = \"M0076\", string b = {|REF:\"M0076\"|}) { } }")]
    [InlineData("class C { [PolicyExempt(\"why\")] string f = \"M0076\"; string g = {|REF:\"M0076\"|}; }")]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"ProloCodebook\", \"1\")] class C { string f = \"M0076\"; class D { string f = \"M0076\"; } }")]
    public Task What_carries_the_attribute_is_exempt_with_all_that_is_in_it(string source)
        => Project(source).VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    [Theory]
    [InlineData("Sink.Text", "new Sink().Text = \"M0076\"")]
    [InlineData("Sink.this", "new Sink()[\"M0076\"] = 1")]
    [InlineData("Sink.this", "_ = new Sink()[\"M0076\"]")]
    [InlineData("Sink.Into", "\"M0076\".Into()")]
    [InlineData("Sinks.Into", "Sinks.Into(\"M0076\")")]
    [InlineData("Only.this", "new Only()[\"M0076\"] = 1")]
    [InlineData("Sink.Sink", "new Sink { Text = {|REF:\"M0076\"|} }")]
    [InlineData("Sink.Text", "new Sink { Text = \"M0076\" }")]
    [InlineData("Other.Text", "new Sink().Text = {|REF:\"M0076\"|}")]
    public Task What_the_editorconfig_names_is_exempt(string names, string statement)
        => (Project($$"""
            class Sink { public string Text { get; set; } public int this[string code] { get => 1; set { } } }
            class Only { public int this[string code] { set { } } }
            static class Sinks { public static void Into(this string code) { } }
            class C { void M() { {{statement}}; } }
            """.Replace("\"M0076\".Into", names == "Sink.Into" ? "{|REF:\"M0076\"|}.Into" : "\"M0076\".Into", StringComparison.Ordinal)) with { EditorConfig = "prolocodebook.exempt_calls = " + names }).VerifyAsync([new ReferenceProbe(exceptExempt: true)]);

    private static IMethodSymbol Calls(string source)
    {
        var compilation = Project(source).Compile();
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith(TestProject.SourceFileName, StringComparison.Ordinal));
        var statement = tree.GetRoot().DescendantNodes().OfType<ExpressionStatementSyntax>().Last();
        var operation = compilation.GetSemanticModel(tree).GetOperation(statement.Expression);
        return operation is IObjectCreationOperation creation ? creation.Constructor! : ((IInvocationOperation)operation!).TargetMethod;
    }

    private static TestProject Project(string source) => new(source) { OtherFiles = [("Types.cs", "using Microsoft.Extensions.Logging;\n" + Types), (CasePrelude.FileName, CasePrelude.Source), ("Usings.cs", "global using Mine;")] };
}
