package weir.console.filter;

/**
 * The share of something among records, and how far the share among all of them may be from it: in 95 of 100 samples it is
 * from {@code low} to {@code high}. By Wilson's interval, which is narrower the more of all records were looked at, and a
 * point if all were.
 *
 * @param count how often it was found
 * @param share from 0 to 1; 0 if there are no records
 * @param low from 0 to 1
 * @param high from 0 to 1
 */
record Rate(long count, double share, double low, double high) {

    /** 95 % of a normal distribution are so many standard deviations around its middle. */
    private static final double DEVIATIONS = 1.959964;

    /**
     * The rate of a sample.
     *
     * @param records in the sample
     * @param sampled lines in the sample
     * @param population lines that the sample was chosen from
     */
    static Rate of(long count, long records, long sampled, long population) {
        if (records == 0) {
            return new Rate(count, 0, 0, sampled >= population ? 0 : 1);
        }
        double share = (double) count / records;
        if (sampled >= population) {
            return new Rate(count, share, share, share);
        }
        double size = records * (population - 1.0) / (population - sampled);
        double square = DEVIATIONS * DEVIATIONS / size;
        double middle = (share + square / 2) / (1 + square);
        double half = DEVIATIONS * Math.sqrt(share * (1 - share) / size + square / (4 * size)) / (1 + square);
        return new Rate(
                count, share, Math.max(0, Math.min(share, middle - half)), Math.min(1, Math.max(share, middle + half)));
    }
}
