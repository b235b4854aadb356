package dev.stave.cli;

import dev.stave.event.EngineEvent;
import dev.stave.model.EngineException;
import dev.stave.model.UsageException;
import dev.stave.module.ModuleAnswer;
import dev.stave.module.ModuleRequest;
import dev.stave.module.ResultReading;
import dev.stave.module.StackDiff;
import dev.stave.module.Verb;
import dev.stave.state.LockFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code stave module}: one request of the Ansible collection on standard input, one answer on standard output. */
final class ModuleCommand implements Subcommand {
    private final Edge edge;

    ModuleCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Answer one request of the Ansible collection: JSON on standard input and output.");
    }

    @Override
    public Integer call() {
        List<String> warnings = Collections.synchronizedList(new ArrayList<>());
        ModuleAnswer answer;
        try {
            String text = new String(edge.in().readAllBytes(), StandardCharsets.UTF_8);
            answer = answer(ModuleRequest.parse(text), warnings);
        } catch (IOException e) {
            answer = ModuleAnswer.failed(
                    new UsageException("the request could not be read: " + e.getMessage(), ""), false, warnings);
        } catch (RuntimeException e) {
            if (!(e instanceof EngineException)) {
                e.printStackTrace(edge.err());
            }
            answer = ModuleAnswer.failed(e, false, warnings);
        }
        edge.out().print(answer.json(Main.version()));
        edge.out().flush();
        return ExitCode.DONE;
    }

    private ModuleAnswer answer(ModuleRequest request, List<String> warnings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Edge inner = new Edge(edge.environment(), new PrintStream(out, true, StandardCharsets.UTF_8), edge.err());
        ModuleRun run = new ModuleRun(inner, request, event -> {
            if (event instanceof EngineEvent.Warned warned) {
                warnings.add(warned.image() == null ? warned.message() : warned.image() + ": " + warned.message());
            }
        });
        String lockBefore = lockText(run);
        SortedSet<String> scansBefore = scans();
        try {
            run.call();
        } catch (EngineException e) {
            return ModuleAnswer.failed(e, !lockText(run).equals(lockBefore), List.copyOf(warnings));
        }
        String result = out.toString(StandardCharsets.UTF_8);
        ResultReading reading = new ResultReading(result);
        boolean changed = request.check()
                ? wouldChange(request.verb(), reading)
                : !lockText(run).equals(lockBefore)
                        || reading.wroteTags()
                        || reading.hasBuiltOtherThan(run.builtBefore())
                        || (request.verb() == Verb.CLEAN && reading.cleaned())
                        || (request.verb() == Verb.SCAN && !scans().equals(scansBefore));
        boolean isInfo = request.verb() == Verb.PLAN || request.params().kept();
        return new ModuleAnswer(
                changed && !isInfo,
                isInfo ? "" : String.join("\n", reading.failures()),
                List.copyOf(warnings),
                request.diff() && run.lockPath() != null ? diff(reading, run, lockBefore) : null,
                result);
    }

    private static boolean wouldChange(Verb verb, ResultReading plan) {
        return switch (verb) {
            case SCAN -> plan.lacksScans();
            case UPDATE -> plan.movedPins();
            case ADOPT -> true;
            case CLEAN -> plan.cleaned();
            case APPLY, BUILD, MIRROR, REMOVE, PLAN -> plan.planHasWork();
        };
    }

    private StackDiff diff(ResultReading reading, ModuleRun run, String lockBefore) {
        Path path = java.util.Objects.requireNonNull(run.lockPath());
        LockFile none = LockFile.empty("", "");
        LockFile before = lockBefore.isEmpty() ? none : LockFile.parse(lockBefore, path.toString());
        return StackDiff.of(reading, before, path.toString());
    }

    private static String lockText(ModuleRun run) {
        Path path = run.lockPath();
        try {
            return path == null || !Files.isRegularFile(path) ? "" : Files.readString(path);
        } catch (IOException e) {
            throw new UsageException(path + " cannot be read: " + e.getMessage(), "make it readable");
        }
    }

    /** The reports that scans left. */
    private SortedSet<String> scans() {
        Path reports = edge.environment().home().resolve("reports");
        SortedSet<String> names = new TreeSet<>();
        if (Files.isDirectory(reports)) {
            try (Stream<Path> files = Files.walk(reports, 2)) {
                files.filter(Files::isRegularFile).forEach(file -> names.add(file.toString()));
            } catch (IOException e) {
                return names;
            }
        }
        return names;
    }
}
