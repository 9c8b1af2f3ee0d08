import type { Business, Picture } from "../../contract/business";
import { isUploaded } from "../../contract/rules/pictures";
import type { Assets } from "./assets";

/**
 * The business as pages show it: in the place of each picture's path its address, and no picture that the site does
 * not have, so that its drawing or initial is shown.
 */
export function withPictureAddresses(
  business: Business,
  assets: Pick<Assets, "pictures">,
): Business {
  const addressed = (picture: Picture | undefined): Picture | undefined => {
    if (!picture) return undefined;
    const path = isUploaded(picture.path) ? `/${picture.path}` : assets.pictures[picture.path];
    return path === undefined ? undefined : { ...picture, path };
  };
  const { logo, ...others } = business;
  const shownLogo = addressed(logo);
  const [first, ...rest] = business.staff.map(({ photo, ...person }) => {
    const shown = addressed(photo);
    return shown ? { ...person, photo: shown } : person;
  });
  if (!first) return business;
  return { ...others, ...(shownLogo && { logo: shownLogo }), staff: [first, ...rest] };
}
