/** What the desk loads when it is first asked for: nobody needs it between two customers. */
export { FeedbackTab } from "./feedback/feedback-tab";
export { ProductsTab } from "./products/products-tab";
export { UsersTab } from "./users/users-tab";
