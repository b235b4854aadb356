package dev.stave.inventory.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** What Groovy's compiler has to say, each in one sentence with its line. */
final class SyntaxErrors {
    private SyntaxErrors() {}

    static List<Compiled.Finding> findings(MultipleCompilationErrorsException e, String text) {
        List<Compiled.Finding> findings = new ArrayList<>();
        for (Message message : e.getErrorCollector().getErrors()) {
            if (message instanceof SyntaxErrorMessage error) {
                findings.add(finding(error.getCause(), text));
            } else {
                findings.add(new Compiled.Finding(0, "", "not valid Groovy: Groovy's compiler failed"));
            }
        }
        return findings.stream().distinct().toList();
    }

    private static Compiled.Finding finding(SyntaxException error, String text) {
        String message = String.valueOf(error.getOriginalMessage()).strip();
        boolean parser =
                message.startsWith("Unexpected ") || message.startsWith("token ") || message.startsWith("Missing ");
        Optional<Compiled.Finding> found = parser ? SourceScan.finding(text) : Optional.empty();
        return found.orElseGet(
                () -> new Compiled.Finding(error.getLine(), "", "not valid Groovy: " + shortened(message)));
    }

    /** The parser quotes all that it read of a statement; the end of it is where it stopped. */
    private static String shortened(String message) {
        String quoted = "Unexpected input: '";
        String first = message.lines().findFirst().orElse("").strip();
        if (!message.startsWith(quoted)) {
            return first.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + first.substring(1);
        }
        String input =
                first.substring(quoted.length()).replaceFirst("'(;.*)?$", "").strip();
        String last = input.substring(input.lastIndexOf("\\n") < 0 ? 0 : input.lastIndexOf("\\n") + 2)
                .strip();
        return "unexpected '" + last + "'";
    }
}
