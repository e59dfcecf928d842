package weir.replay.serve;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A box of the {@code locations} parameter, in degrees; west is not more than east, south not more than north. */
record LocationBox(double west, double south, double east, double north) {

    LocationBox {
        if (!(west >= -180 && west <= east && east <= 180 && south >= -90 && south <= north && north <= 90)) {
            throw new IllegalArgumentException(
                    "Parameter locations has an invalid box: %s,%s,%s,%s (south-west corner first, longitude first)"
                            .formatted(west, south, east, north));
        }
    }

    /** Reads groups of four numbers: south-west corner, north-east corner, each longitude first. */
    static List<LocationBox> parse(String locations) {
        String[] numbers = locations.split(",", -1);
        if (numbers.length % 4 != 0) {
            throw new IllegalArgumentException(
                    "Parameter locations needs four numbers a box, but has %d numbers".formatted(numbers.length));
        }
        List<LocationBox> boxes = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 4) {
            boxes.add(new LocationBox(
                    degrees(numbers[i]), degrees(numbers[i + 1]), degrees(numbers[i + 2]), degrees(numbers[i + 3])));
        }
        return boxes;
    }

    /** The point of {@code coordinates} decides; without it, any overlap with the box of {@code place} will do. */
    boolean matches(JsonNode tweet) {
        JsonNode point = tweet.path("coordinates").path("coordinates");
        if (point.size() >= 2) {
            double longitude = point.get(0).asDouble();
            double latitude = point.get(1).asDouble();
            return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
        }
        JsonNode corners =
                tweet.path("place").path("bounding_box").path("coordinates").path(0);
        return corners.size() > 0 && overlaps(corners);
    }

    private boolean overlaps(JsonNode corners) {
        double minLongitude = Double.POSITIVE_INFINITY;
        double maxLongitude = Double.NEGATIVE_INFINITY;
        double minLatitude = Double.POSITIVE_INFINITY;
        double maxLatitude = Double.NEGATIVE_INFINITY;
        for (JsonNode corner : corners) {
            double longitude = corner.path(0).asDouble(Double.NaN);
            double latitude = corner.path(1).asDouble(Double.NaN);
            minLongitude = Math.min(minLongitude, longitude);
            maxLongitude = Math.max(maxLongitude, longitude);
            minLatitude = Math.min(minLatitude, latitude);
            maxLatitude = Math.max(maxLatitude, latitude);
        }
        return minLongitude <= east && maxLongitude >= west && minLatitude <= north && maxLatitude >= south;
    }

    private static double degrees(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Parameter locations has \"%s\" in place of a number".formatted(text), e);
        }
    }
}
