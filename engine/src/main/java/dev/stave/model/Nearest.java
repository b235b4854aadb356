package dev.stave.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which known word a mistyped one most likely stands for. */
public final class Nearest {
    private Nearest() {}

    /** The nearest candidate within a third of the word's length, or one that the word begins; the first in order where two are as near. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, wanted.length() / 3);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates.stream().sorted().toList()) {
            String other = candidate.toLowerCase(Locale.ROOT);
            boolean begun = wanted.length() >= 3 && other.startsWith(wanted);
            int distance = begun ? 1 : distance(wanted, other);
            if (distance <= limit && distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code , did you mean 'X'?}, or nothing where no candidate is near. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse("");
    }

    /** Edits, swaps of neighbours included, that lead from one to the other. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
