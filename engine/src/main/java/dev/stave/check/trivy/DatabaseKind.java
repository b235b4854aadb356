package dev.stave.check.trivy;

/** Trivy's two databases, with Trivy's own words for each. */
enum DatabaseKind {
    VULNERABILITIES(
            "db", "VulnerabilityDB", "vulnerability database", "trivy.db", "--download-db-only", "--db-repository"),
    JAVA("java-db", "JavaDB", "Java database", "trivy-java.db", "--download-java-db-only", "--java-db-repository");

    private final String folder;
    private final String key;
    private final String words;
    private final String file;
    private final String downloadOption;
    private final String repositoryOption;

    DatabaseKind(String folder, String key, String words, String file, String downloadOption, String repositoryOption) {
        this.folder = folder;
        this.key = key;
        this.words = words;
        this.file = file;
        this.downloadOption = downloadOption;
        this.repositoryOption = repositoryOption;
    }

    /** Name of its folder in Trivy's cache. */
    String folder() {
        return folder;
    }

    /** Its key in {@code trivy version --format json}. */
    String key() {
        return key;
    }

    String words() {
        return words;
    }

    /** Name of the database in its folder. */
    String file() {
        return file;
    }

    String downloadOption() {
        return downloadOption;
    }

    String repositoryOption() {
        return repositoryOption;
    }
}
