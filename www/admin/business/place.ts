import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../../../contract/business";
import type { Json, JsonObject, Path } from "./json";
import type { BusinessPlaceWords } from "./words";

/** The document that is being edited, for every field of it. */
export interface Place {
  readonly document: JsonObject;
  readonly language: Language;
  /** What the document's texts are written in. */
  readonly languages: readonly Language[];
  readonly currency: string;
  readonly w: BusinessPlaceWords;
  /** What is wrong, by its place. */
  readonly problems: Readonly<Record<string, string>>;
  /** Puts a value at a path; takes the key away where it is undefined. */
  set(path: Path, value: Json | undefined): void;
}

const PlaceContext = createContext<Place | undefined>(undefined);

/** Lets every field below it edit one document. */
export const PlaceProvider = PlaceContext.Provider;

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error("usePlace needs a PlaceProvider above it.");
  return place;
}
