variable "anthropic_api_key" {
  type        = string
  description = "Key of the production workspace"
}
