package weir.lake.sample;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;

/** Writes {@code geo}, {@code coordinates} and {@code place}, mostly three times null. */
final class PlaceWriter {
    private PlaceWriter() {}

    static void write(JsonGenerator json, Optional<Place> somewhere) throws IOException {
        if (somewhere.isEmpty() || !somewhere.get().exact()) {
            json.writeNullField("geo");
            json.writeNullField("coordinates");
        } else {
            Place.Box box = somewhere.get().box();
            double longitude = degrees((box.west() + box.east()) / 2);
            double latitude = degrees((box.south() + box.north()) / 2);
            point(json, "geo", latitude, longitude);
            point(json, "coordinates", longitude, latitude);
        }
        if (somewhere.isEmpty()) {
            json.writeNullField("place");
        } else {
            place(json, somewhere.get());
        }
    }

    private static void place(JsonGenerator json, Place place) throws IOException {
        json.writeObjectFieldStart("place");
        json.writeStringField("id", place.id());
        json.writeStringField("url", "https://api.twitter.com/1.1/geo/id/" + place.id() + ".json");
        json.writeStringField("place_type", "city");
        json.writeStringField("name", place.name());
        json.writeStringField("full_name", place.fullName());
        json.writeStringField("country_code", place.countryCode());
        json.writeStringField("country", place.country());
        json.writeObjectFieldStart("bounding_box");
        json.writeStringField("type", "Polygon");
        json.writeArrayFieldStart("coordinates");
        json.writeStartArray();
        Place.Box box = place.box();
        corner(json, box.west(), box.south());
        corner(json, box.west(), box.north());
        corner(json, box.east(), box.north());
        corner(json, box.east(), box.south());
        json.writeEndArray();
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("attributes");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void point(JsonGenerator json, String name, double first, double second) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "Point");
        json.writeFieldName("coordinates");
        corner(json, first, second);
        json.writeEndObject();
    }

    private static void corner(JsonGenerator json, double first, double second) throws IOException {
        json.writeStartArray();
        json.writeNumber(degrees(first));
        json.writeNumber(degrees(second));
        json.writeEndArray();
    }

    private static double degrees(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
