package dev.stave.check.trivy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.check.Durations;
import dev.stave.check.Scanner.Quarantine;
import dev.stave.model.Digest;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The command line of Trivy. Each call sees a clean environment and a {@link Workspace}, so that no trivy.yaml,
 * .trivyignore or TRIVY_ variable of the user can change its answer.
 */
final class Trivy {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Time and level, or the bullet of a list of errors. */
    private static final String LINE_START = "^(\\S+\\s+(FATAL|ERROR|WARN)\\s+(Fatal error\\s+)?|\\s*\\* )";

    private final TrivySettings settings;
    private final ProcessRunner processes;

    Trivy(TrivySettings settings, ProcessRunner processes) {
        this.settings = settings;
        this.processes = processes;
    }

    /** Trivy's own version, and the databases that it finds in the workspace's cache folder. */
    Versions versions(Workspace workspace) {
        ProcessResult result = run(List.of("version", "--format", "json"), workspace, Map.of());
        if (!result.succeeded()) {
            throw new TrivyException("'trivy version' failed: " + complaint(result));
        }
        try {
            return new Versions(JSON.readTree(result.stdout()));
        } catch (JsonProcessingException e) {
            throw new TrivyException("'trivy version' did not answer in JSON");
        }
    }

    /** Downloads a database into the workspace's cache folder; an empty repository means Trivy's own. */
    ProcessResult download(DatabaseKind kind, String repository, Workspace workspace) {
        List<String> arguments = new ArrayList<>(List.of("image", kind.downloadOption(), "--no-progress"));
        if (!repository.isEmpty()) {
            arguments.addAll(List.of(kind.repositoryOption(), repository));
            int slash = repository.indexOf('/');
            if (slash > 0 && settings.insecureHosts().contains(repository.substring(0, slash))) {
                arguments.add("--insecure");
            }
        }
        return run(arguments, workspace, settings.downloads());
    }

    /** Scans one manifest at the quarantine registry; the report is written to the workspace. */
    ProcessResult scan(Digest manifest, Quarantine quarantine, Workspace workspace) {
        List<String> arguments = List.of(
                "image",
                "--cache-backend",
                "memory",
                "--skip-db-update",
                "--skip-java-db-update",
                "--skip-check-update",
                "--offline-scan",
                "--no-progress",
                "--scanners",
                "vuln",
                "--list-all-pkgs",
                "--format",
                "json",
                "--output",
                workspace.report().toString(),
                "--timeout",
                settings.timeout().toSeconds() + "s",
                "--image-src",
                "remote",
                quarantine.host() + "/" + quarantine.repository() + "@" + manifest);
        return run(
                arguments,
                workspace,
                Map.of("TRIVY_USERNAME", quarantine.username(), "TRIVY_PASSWORD", quarantine.password()));
    }

    private ProcessResult run(List<String> arguments, Workspace workspace, Map<String, String> more) {
        List<String> argv = new ArrayList<>(List.of(settings.program().toString()));
        argv.addAll(arguments);
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("PATH", SEARCH_PATH);
        environment.put("HOME", workspace.home().toString());
        environment.put("TMPDIR", workspace.temporary().toString());
        environment.put("TRIVY_CACHE_DIR", workspace.cache().toString());
        // As variables, because a Trivy that does not know one of them must not fail for it.
        environment.put("TRIVY_DISABLE_TELEMETRY", "true");
        environment.put("TRIVY_SKIP_VERSION_CHECK", "true");
        List<String> secrets =
                Optional.ofNullable(more.get("TRIVY_PASSWORD")).stream().toList();
        return processes.run(Command.of(argv)
                .in(workspace.empty())
                .withOnly(environment)
                .within(settings.timeout())
                .masking(secrets));
    }

    /** Why a call failed: that it was killed, else the last line that Trivy wrote. */
    String complaint(ProcessResult result) {
        if (result.timedOut()) {
            return "Trivy did not end within " + Durations.words(settings.timeout());
        }
        String text = result.stderr().strip();
        int panic = text.indexOf("panic: ");
        if (panic >= 0) {
            return "Trivy crashed, its database may be damaged: "
                    + text.substring(panic).lines().findFirst().orElse("");
        }
        String[] lines = text.split("\n");
        String last = lines[lines.length - 1].replaceFirst(LINE_START, "");
        return last.isBlank() ? "Trivy ended with exit code " + result.exitCode() : last.strip();
    }

    /** The answer of {@code trivy version --format json}. */
    record Versions(JsonNode answer) {
        String trivy() {
            return answer.path("Version").asText();
        }

        Optional<Database> database(DatabaseKind kind, Path folder) {
            JsonNode found = answer.path(kind.key());
            try {
                return Optional.of(new Database(
                        kind,
                        folder,
                        Instant.parse(found.path("UpdatedAt").asText()),
                        Instant.parse(found.path("NextUpdate").asText())));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
